namespace Okta.Logout.AspNetCore;

/// <summary>Where a request that changes something comes from.</summary>
internal enum RequestOrigin
{
    /// <summary>Unknown: the client does not say, and sent no valid antiforgery token.</summary>
    Unknown,

    /// <summary>A page of the app, or of an allowed origin.</summary>
    Own,

    /// <summary>Another site.</summary>
    CrossSite,
}
