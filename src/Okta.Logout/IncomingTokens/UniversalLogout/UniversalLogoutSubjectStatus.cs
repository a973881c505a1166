namespace Okta.Logout;

/// <summary>What is known of the user that a Universal Logout request names.</summary>
public enum UniversalLogoutSubjectStatus
{
    /// <summary>There is no such user. The response to Okta is 404.</summary>
    Unknown,

    /// <summary>The user's sessions are known by their targets.</summary>
    Found,

    /// <summary>The app cannot sign this user out. The response to Okta is 422.</summary>
    CannotBeSignedOut,
}
