namespace Okta.Logout.AspNetCore;

/// <summary>A live session, as its user or an administrator sees it.</summary>
public sealed class UserSession
{
    internal UserSession(string id, bool isCurrent, DateTimeOffset? startedAt, DateTimeOffset lastSeenAt, string? description)
    {
        Id = id;
        IsCurrent = isCurrent;
        StartedAt = startedAt;
        LastSeenAt = lastSeenAt;
        Description = description;
    }

    /// <summary>Gets the id by which the session can be ended.</summary>
    /// <value>32 hexadecimal digits, from which nothing of the user or the cookie can be learnt.</value>
    public string Id { get; }

    /// <summary>Gets whether it is the session of the request that asks.</summary>
    public bool IsCurrent { get; }

    /// <summary>Gets when the user signed in, by the app's clock.</summary>
    /// <value><see langword="null"/> if it is not known.</value>
    public DateTimeOffset? StartedAt { get; }

    /// <summary>Gets when the session was last used.</summary>
    /// <value>Up to <see cref="UserSessionOptions.LastSeenInterval"/> early.</value>
    public DateTimeOffset LastSeenAt { get; }

    /// <summary>Gets where the session is used, in the words of <see cref="UserSessionOptions.Describe"/>, such as <c>Firefox on Windows</c>.</summary>
    /// <value><see langword="null"/> if nothing is known.</value>
    public string? Description { get; }

    /// <summary>Returns the name of the type, without any value.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => nameof(UserSession);
}
