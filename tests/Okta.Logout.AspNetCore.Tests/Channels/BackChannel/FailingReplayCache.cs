namespace Okta.Logout.AspNetCore.Tests;

internal sealed class FailingReplayCache : ITokenReplayCache
{
    public ValueTask<TokenReservation> ReserveAsync(
        string tokenKey, DateTimeOffset reservedUntil, CancellationToken cancellationToken = default) => throw new TimeoutException();

    public ValueTask MarkUsedAsync(string tokenKey, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) =>
        throw new TimeoutException();

    public ValueTask ReleaseAsync(string tokenKey, CancellationToken cancellationToken = default) => throw new TimeoutException();
}
