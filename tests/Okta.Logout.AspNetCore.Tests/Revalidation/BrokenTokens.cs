namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A memory of tokens that cannot be reached.</summary>
internal sealed class BrokenTokens : ITokenReplayCache
{
    public ValueTask<TokenReservation> ReserveAsync(string tokenKey, DateTimeOffset reservedUntil, CancellationToken cancellationToken = default) => throw new IOException();

    public ValueTask MarkUsedAsync(string tokenKey, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) => throw new IOException();

    public ValueTask ReleaseAsync(string tokenKey, CancellationToken cancellationToken = default) => throw new IOException();
}
