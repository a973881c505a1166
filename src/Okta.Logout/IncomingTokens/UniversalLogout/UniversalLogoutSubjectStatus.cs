namespace Okta.Logout;

/// <summary>What is known of the user that a Universal Logout request names.</summary>
public enum UniversalLogoutSubjectStatus
{
    /// <summary>The user's sessions are known by their targets.</summary>
    Found,

    /// <summary>There is no such user. Okta is answered 404.</summary>
    Unknown,

    /// <summary>The app cannot sign this user out. Okta is answered 422.</summary>
    CannotBeSignedOut,
}
