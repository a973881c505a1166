using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The replay memory in a cache that all nodes share.</summary>
/// <remarks>
/// On one node a token's id is taken atomically. Between nodes it is a best effort, because <see cref="IDistributedCache"/> cannot add a key only
/// where there is none: each writes a mark of its own and looks whose is there. Two nodes can both take an id only where one of them writes and
/// reads between the other's first read and its write. A logout that is obeyed twice ends nothing more than the first did.
/// </remarks>
internal sealed class DistributedTokenReplayCache(IDistributedCache cache, IOptions<DistributedCacheRevocationOptions> options, TimeProvider timeProvider)
    : ITokenReplayCache
{
    private const int MarkSize = 16;

    private static readonly byte[] UsedMark = [1];

    private readonly MemoryTokenReplayCache _onThisNode = new(timeProvider);

    /// <inheritdoc/>
    public async ValueTask<TokenReservation> TryReserveAsync(
        string issuer, string tokenId, DateTimeOffset reservedUntil, CancellationToken cancellationToken = default)
    {
        var known = await _onThisNode.TryReserveAsync(issuer, tokenId, reservedUntil, cancellationToken);
        if (known is not TokenReservation.Reserved)
            return known;
        var result = TokenReservation.InProgress;
        try
        {
            result = await TryMarkAsync(KeyOf(issuer, tokenId), reservedUntil, cancellationToken);
            return result;
        }
        finally
        {
            // Not ours, or not known: another node may give the id back, and the sender deliver the token here again.
            if (result is not TokenReservation.Reserved)
                await _onThisNode.ReleaseAsync(issuer, tokenId, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask MarkUsedAsync(string issuer, string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        await _onThisNode.MarkUsedAsync(issuer, tokenId, expiresAt, cancellationToken);
        await SetAsync(KeyOf(issuer, tokenId), UsedMark, expiresAt, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(string issuer, string tokenId, CancellationToken cancellationToken = default)
    {
        await _onThisNode.ReleaseAsync(issuer, tokenId, cancellationToken);
        await cache.RemoveAsync(KeyOf(issuer, tokenId), cancellationToken);
    }

    private async Task<TokenReservation> TryMarkAsync(string key, DateTimeOffset reservedUntil, CancellationToken cancellationToken)
    {
        if (await cache.GetAsync(key, cancellationToken) is { } present)
            return Read(present);
        var mark = RandomNumberGenerator.GetBytes(MarkSize);
        await SetAsync(key, mark, reservedUntil, cancellationToken);
        return await cache.GetAsync(key, cancellationToken) switch
        {
            { } there when there.AsSpan().SequenceEqual(mark) => TokenReservation.Reserved,
            { } there => Read(there),
            null => TokenReservation.InProgress,
        };
    }

    private static TokenReservation Read(byte[] mark) => mark.AsSpan().SequenceEqual(UsedMark) ? TokenReservation.Used : TokenReservation.InProgress;

    // Relative to the cache's own clock, which need not be this node's.
    private async Task SetAsync(string key, byte[] mark, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var lifetime = expiresAt - timeProvider.GetUtcNow();
        if (lifetime > TimeSpan.Zero)
            await cache.SetAsync(key, mark, new() { AbsoluteExpirationRelativeToNow = lifetime }, cancellationToken);
    }

    private string KeyOf(string issuer, string tokenId) => SessionKey.OfToken(issuer, tokenId).ToCacheKey(options.Value.KeyPrefix);
}
