namespace Okta.Logout;

/// <summary>What ends here when a user signs out.</summary>
internal sealed class LocalSignOut
{
    /// <summary>Gets the session; null if nobody is signed in.</summary>
    public SessionDescriptor? Session { get; init; }

    /// <summary>Gets when the caller's copy of the session expires by itself, if that is known: the revocation list remembers the session at least as long.</summary>
    public DateTimeOffset? SessionExpiresAt { get; init; }

    /// <summary>Gets the access token of the session, if the caller keeps one: APIs that share the revocation list refuse it.</summary>
    public string? AccessToken { get; init; }

    /// <summary>Gets the function that deletes the caller's own copy of the session.</summary>
    public Func<CancellationToken, Task>? EndLocalSession { get; init; }
}
