using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The replay memory in a cache that all nodes share.</summary>
/// <remarks>
/// On one node, a token's id is reserved atomically. Between nodes this is a best effort, because <see cref="IDistributedCache"/> cannot add a key only if it
/// does not exist: each node writes a mark of its own, and then reads whose mark is there. Two nodes can both reserve an id only if one of them writes and
/// reads between the other's first read and its write. A logout that takes effect twice ends no more than the first did.
/// </remarks>
internal sealed class DistributedTokenReplayCache(IDistributedCache cache, IOptions<DistributedCacheRevocationOptions> options, TimeProvider timeProvider)
    : ITokenReplayCache
{
    private const int MarkSize = 16;

    private static readonly byte[] UsedMark = [1];

    private readonly MemoryTokenReplayCache _onThisNode = new(timeProvider);

    /// <inheritdoc/>
    public async ValueTask<TokenReservation> ReserveAsync(string tokenKey, DateTimeOffset reservedUntil, CancellationToken cancellationToken = default)
    {
        var known = await _onThisNode.ReserveAsync(tokenKey, reservedUntil, cancellationToken);
        if (known is not TokenReservation.Reserved)
            return known;
        var result = TokenReservation.InProgress;
        try
        {
            result = await TryMarkAsync(KeyOf(tokenKey), reservedUntil, cancellationToken);
            return result;
        }
        finally
        {
            // Another node has reserved the id, or it is not known who has. That node may release it, and the sender may deliver the token here again.
            if (result is not TokenReservation.Reserved)
                await _onThisNode.ReleaseAsync(tokenKey, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask MarkUsedAsync(string tokenKey, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        await _onThisNode.MarkUsedAsync(tokenKey, expiresAt, cancellationToken);
        await SetAsync(KeyOf(tokenKey), UsedMark, expiresAt, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(string tokenKey, CancellationToken cancellationToken = default)
    {
        await _onThisNode.ReleaseAsync(tokenKey, cancellationToken);
        await cache.RemoveAsync(KeyOf(tokenKey), cancellationToken);
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

    // Relative, because the cache may have another clock than this node.
    private async Task SetAsync(string key, byte[] mark, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var lifetime = expiresAt - timeProvider.GetUtcNow();
        if (lifetime > TimeSpan.Zero)
            await cache.SetAsync(key, mark, new() { AbsoluteExpirationRelativeToNow = lifetime }, cancellationToken);
    }

    private string KeyOf(string tokenKey) => options.Value.KeyPrefix + tokenKey;
}
