namespace Okta.Logout.AspNetCore;

/// <summary>What became of the wish to end a session.</summary>
public enum UserSessionOutcome
{
    /// <summary>The session has ended.</summary>
    Ended,

    /// <summary>The user has no such session, or it has ended already.</summary>
    NotFound,

    /// <summary>The user gave credentials longer ago than <see cref="UserSessionOptions.MaxSignInAge"/>, and has to give them again first.</summary>
    SignInTooOld,

    /// <summary>The session could not be ended everywhere: the receipt says why.</summary>
    Failed,
}
