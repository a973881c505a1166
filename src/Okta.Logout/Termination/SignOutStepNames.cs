namespace Okta.Logout;

/// <summary>The names of the steps that the library itself runs.</summary>
public static class SignOutStepNames
{
    /// <summary>Puts the session on the revocation list, so that copies of its cookie are refused.</summary>
    public const string RevocationList = "revocation-list";

    /// <summary>Waits until as many replicas of the revocation list have the entry as the app asks for. Listed only if the list has the entry and the app asks for replicas.</summary>
    /// <remarks>
    /// If it fails, the entry is on the list all the same, and takes effect on all nodes. Whether it outlives the loss of the server that accepted it is not
    /// known. Its time is part of that of <see cref="RevocationList"/>.
    /// </remarks>
    public const string RevocationListReplicas = "revocation-list-replicas";

    /// <summary>Deletes the caller's own copy of the session: in ASP.NET Core, the cookie.</summary>
    public const string LocalSession = "local-session";

    /// <summary>Revokes the refresh token at Okta.</summary>
    public const string RefreshToken = "refresh-token";

    /// <summary>Revokes the access token at Okta.</summary>
    public const string AccessToken = "access-token";

    /// <summary>Revokes the device secret at Okta. Listed only if there is one.</summary>
    public const string DeviceSecret = "device-secret";

    /// <summary>Reads the tokens of a native app from its <see cref="ITokenStore"/>. Listed only if that failed.</summary>
    public const string TokenStore = "token-store";

    /// <summary>Sends the browser of a native app to Okta, and waits until it comes back. Listed only if there is a request to send.</summary>
    public const string Browser = "browser";

    /// <summary>Runs the app's event that adds parameters to the logout request. Listed only if the app has set the event.</summary>
    public const string CreatingLogoutRequest = "creating-logout-request";

    /// <summary>Prepares the request that ends the Okta session; the browser still has to send it.</summary>
    public const string OktaLogout = "okta-logout";

    /// <summary>Clears the sessions and tokens of a user at Okta. Listed only by <see cref="IOktaUserSessions.EndEverywhereAsync"/>.</summary>
    public const string OktaSessions = "okta-sessions";

    /// <summary>Checks the session that asks for the end of all others. Listed only if it cannot go on, or could not be checked.</summary>
    public const string SessionCheck = "session-check";

    /// <summary>Reads the <see cref="SessionTerminationOptions"/>. Listed only if they are not valid; the default options were used to end the sessions.</summary>
    public const string Options = "options";
}
