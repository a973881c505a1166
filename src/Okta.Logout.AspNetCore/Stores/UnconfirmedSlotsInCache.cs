using System.Globalization;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The unconfirmed entries of all nodes, in a fixed number of keys of the shared cache: strangers cannot fill it.</summary>
/// <remarks>
/// Everybody can compute which keys share a slot. An attacker who fills one affects only the few sessions in it whose cookies were not seen since then, and
/// needs another network for each of them, because a full slot drops entries of the network that has most of them.
/// <para>Nodes that write one slot at once can overwrite each other, because <see cref="IDistributedCache"/> has no atomic update. So an entry is read
/// back twice: at once, and after a time in which every writer that had read the slot before has written it.</para>
/// </remarks>
internal sealed partial class UnconfirmedSlotsInCache(
    IDistributedCache cache, IOptions<DistributedCacheRevocationOptions> options, ForgottenRevocations forgotten, TimeProvider timeProvider, ILogger logger)
{
    private const int MaxAttempts = 5;

    // Bounded, because strangers cause them. When the limit is reached, an entry is only read back at once.
    private const int MostReadBacks = 4_096;

    private readonly SemaphoreSlim[] _writing = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    private int _readBacks;

    public async Task AddAsync(UnconfirmedEntry entry, CancellationToken cancellationToken)
    {
        await WriteAsync(entry, cancellationToken);
        BackgroundTask.Observe(ReadBackAsync(entry));
    }

    /// <exception cref="InvalidOperationException">The cache holds something other than entries under the key.</exception>
    public async Task<UnconfirmedEntry?> FindAsync(SessionKey key, CancellationToken cancellationToken)
    {
        if (await cache.GetAsync(CacheKeyOf(key), cancellationToken) is not { } bytes)
            return null;
        if (UnconfirmedSlot.Decode(bytes) is { } slot)
            return slot.Find(key);
        Log.Unreadable(logger);
        throw new InvalidOperationException("OL9003: The cache holds something other than entries under a key of the revocation list.");
    }

    private async Task ReadBackAsync(UnconfirmedEntry entry)
    {
        try
        {
            if (Interlocked.Increment(ref _readBacks) > MostReadBacks)
                return;
            await Task.Delay(options.Value.CheckTimeout, timeProvider);
            using var deadline = new Deadline(timeProvider, options.Value.CheckTimeout, CancellationToken.None);
            await WriteAsync(entry, deadline.Token);
        }
        finally
        {
            Interlocked.Decrement(ref _readBacks);
        }
    }

    private async Task WriteAsync(UnconfirmedEntry entry, CancellationToken cancellationToken)
    {
        var writing = _writing[(int)(entry.Key.Low % (ulong)_writing.Length)];
        await writing.WaitAsync(cancellationToken);
        try
        {
            await MergeAsync(entry, cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    // Writes and reads back until the entry is there.
    private async Task MergeAsync(UnconfirmedEntry entry, CancellationToken cancellationToken)
    {
        var cacheKey = CacheKeyOf(entry.Key);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var slot = (await cache.GetAsync(cacheKey, cancellationToken) is { } bytes ? UnconfirmedSlot.Decode(bytes) : null) ?? new();
            if (slot.Covers(entry))
                return;
            var now = timeProvider.GetUtcNow();
            if (slot.Add(entry, now.ToUnixTimeSeconds()))
                forgotten.Add();
            await cache.SetAsync(
                cacheKey, slot.Encode(), new() { AbsoluteExpirationRelativeToNow = DateTimeOffset.FromUnixTimeSeconds(slot.Expires + 1L) - now }, cancellationToken);
        }

        throw new InvalidOperationException("OL9004: The cache accepted an entry of the revocation list several times and did not keep it. Give the cache more memory, and look at its eviction policy.");
    }

    private string CacheKeyOf(SessionKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{options.Value.KeyPrefix}unconfirmed-{key.Low % UnconfirmedTable.Slots:x3}");

    private static partial class Log
    {
        [LoggerMessage(9004, LogLevel.Error, "OL9003: The cache holds something other than entries under a key of unconfirmed entries. For the sessions that share the key, the list counts as not readable until the next front-channel logout of one of them. Find out what writes to keys with this prefix.")]
        public static partial void Unreadable(ILogger logger);
    }
}
