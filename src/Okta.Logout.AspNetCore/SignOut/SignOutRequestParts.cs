namespace Okta.Logout.AspNetCore;

/// <summary>The parts of a sign-out that come from one session. Not a record, because ToString of a record shows the values.</summary>
internal sealed class SignOutRequestParts(
    SessionDescriptor session, DateTimeOffset? sessionExpiresAt, string? registration, string? idToken, string? refreshToken, string? accessToken, Func<CancellationToken, Task>? endLocalSession, TaskCompletionSource<bool> endedLocally)
{
    public SessionDescriptor Session { get; } = session;

    public DateTimeOffset? SessionExpiresAt { get; } = sessionExpiresAt;

    /// <summary>Gets the OpenID Connect scheme of the session's issuer; null if none of them has that issuer.</summary>
    public string? Registration { get; } = registration;

    public string? IdToken { get; } = idToken;

    public string? RefreshToken { get; } = refreshToken;

    public string? AccessToken { get; } = accessToken;

    public Func<CancellationToken, Task>? EndLocalSession { get; } = endLocalSession;

    public TaskCompletionSource<bool> EndedLocally { get; } = endedLocally;
}
