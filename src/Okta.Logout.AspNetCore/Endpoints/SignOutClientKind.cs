namespace Okta.Logout.AspNetCore;

/// <summary>The kind of client that gets a response of the sign-out endpoints. It decides the form of the response.</summary>
internal enum SignOutClientKind
{
    /// <summary>The browser itself, or a service worker on its behalf: a page, or a redirect to any site.</summary>
    Browser,

    /// <summary>Code of the app: JSON.</summary>
    Script,

    /// <summary>htmx, which has taken a form over: the header <c>HX-Redirect</c>.</summary>
    Htmx,

    /// <summary>Turbo Drive, which has taken a form over: a redirect within the app.</summary>
    Turbo,

    /// <summary>Enhanced navigation of Blazor, which has taken a form over: headers of its own.</summary>
    Blazor,
}
