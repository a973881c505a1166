namespace Okta.Logout.AspNetCore.Tests;

internal sealed class FailingReplayCache : ITokenReplayCache
{
    public ValueTask<TokenReservation> TryReserveAsync(
        string issuer, string tokenId, DateTimeOffset reservedUntil, CancellationToken cancellationToken = default) => throw new TimeoutException();

    public ValueTask MarkUsedAsync(string issuer, string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) =>
        throw new TimeoutException();

    public ValueTask ReleaseAsync(string issuer, string tokenId, CancellationToken cancellationToken = default) => throw new TimeoutException();
}
