namespace Okta.Logout;

/// <summary>How the browser takes the logout request to the authorization server (RP-Initiated Logout 1.0, section 2).</summary>
public enum EndSessionMethod
{
    /// <summary>
    /// A page whose form posts the parameters, as Okta recommends. An ID token in a URL ends up in histories and logs, and a long one
    /// (many groups) is refused with the status 414.
    /// </summary>
    FormPost,

    /// <summary>A redirect to a URL that carries the parameters in its query.</summary>
    Redirect,
}
