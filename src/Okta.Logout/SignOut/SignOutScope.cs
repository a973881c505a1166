namespace Okta.Logout;

/// <summary>How far a sign-out reaches.</summary>
public enum SignOutScope
{
    /// <summary>The app's session, its tokens, and the Okta session of the browser.</summary>
    AppAndOkta,

    /// <summary>The app's session and its tokens; the next sign-in needs no password while the Okta session is open.</summary>
    AppOnly,
}
