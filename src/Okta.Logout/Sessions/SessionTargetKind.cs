namespace Okta.Logout;

/// <summary>How a <see cref="SessionTarget"/> names sessions.</summary>
public enum SessionTargetKind
{
    /// <summary>One session of this app, by its ticket id.</summary>
    Ticket,

    /// <summary>The session of one issuer and <c>sid</c>.</summary>
    Session,

    /// <summary>All sessions of one issuer and subject that began before a time.</summary>
    Subject,

    /// <summary>All sessions of one issuer and e-mail address that began before a time.</summary>
    Email,

    /// <summary>All sessions of all users that were signed in before a time.</summary>
    Everyone,
}
