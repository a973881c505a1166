namespace Okta.Logout;

/// <summary>The names of the steps that the library itself runs.</summary>
public static class SignOutStepNames
{
    /// <summary>The session is on the revocation list: copies of its cookie are dead.</summary>
    public const string RevocationList = "revocation-list";

    /// <summary>The caller's own copy of the session is gone: in ASP.NET Core the cookie.</summary>
    public const string LocalSession = "local-session";

    /// <summary>The refresh token is revoked at Okta.</summary>
    public const string RefreshToken = "refresh-token";

    /// <summary>The access token is revoked at Okta.</summary>
    public const string AccessToken = "access-token";

    /// <summary>The request that ends the Okta session is ready; the browser has yet to send it.</summary>
    public const string OktaLogout = "okta-logout";

    /// <summary>Listed only where the <see cref="SessionTerminationOptions"/> are not valid: the sessions ended, by the default options.</summary>
    public const string Options = "options";
}
