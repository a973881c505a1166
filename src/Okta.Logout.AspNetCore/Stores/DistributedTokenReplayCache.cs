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

    private readonly MemoryTokenReplayCache _onThisNode = new(timeProvider);

    /// <inheritdoc/>
    public async ValueTask<bool> TryReserveAsync(string issuer, string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        if (!await _onThisNode.TryReserveAsync(issuer, tokenId, expiresAt, cancellationToken))
            return false;
        var isReserved = false;
        try
        {
            isReserved = await TryMarkAsync(KeyOf(issuer, tokenId), expiresAt - timeProvider.GetUtcNow(), cancellationToken);
            return isReserved;
        }
        finally
        {
            // Not ours, or not known: another node may give the id back, and the sender deliver the token here again.
            if (!isReserved)
                await _onThisNode.ReleaseAsync(issuer, tokenId, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(string issuer, string tokenId, CancellationToken cancellationToken = default)
    {
        await _onThisNode.ReleaseAsync(issuer, tokenId, cancellationToken);
        await cache.RemoveAsync(KeyOf(issuer, tokenId), cancellationToken);
    }

    private async Task<bool> TryMarkAsync(string key, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        if (await cache.GetAsync(key, cancellationToken) is not null)
            return false;
        if (lifetime <= TimeSpan.Zero)
            return true;
        var mark = RandomNumberGenerator.GetBytes(MarkSize);
        await cache.SetAsync(key, mark, new() { AbsoluteExpirationRelativeToNow = lifetime }, cancellationToken);
        return await cache.GetAsync(key, cancellationToken) is { } present && present.AsSpan().SequenceEqual(mark);
    }

    private string KeyOf(string issuer, string tokenId) => SessionKey.OfToken(issuer, tokenId).ToCacheKey(options.Value.KeyPrefix);
}
