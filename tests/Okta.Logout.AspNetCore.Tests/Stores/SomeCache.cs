using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A cache in memory that a test looks into, and that can be down or hang.</summary>
internal sealed class SomeCache(TimeProvider? clock = null) : IDistributedCache
{
    private readonly MemoryDistributedCache _cache = new(Options.Create(new MemoryDistributedCacheOptions { Clock = new Clock(clock ?? TimeProvider.System) }));

    public bool IsDown { get; set; }

    public bool Hangs { get; set; }

    /// <summary>Which reads fail, by their number within the next check.</summary>
    public Func<int, bool> FailsRead { get; set; } = _ => false;

    /// <summary>Runs after each write, with its key.</summary>
    public Action<string> Written { get; set; } = _ => { };

    public List<string> Reads { get; } = [];

    public List<string> Writes { get; } = [];

    public byte[]? Get(string key) => _cache.Get(key);

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        int number;
        lock (Reads)
        {
            Reads.Add(key);
            number = Reads.Count;
        }

        await BeUpAsync();
        return FailsRead(number) ? throw new IOException("Down.") : _cache.Get(key);
    }

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => _cache.Set(key, value, options);

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        await BeUpAsync();
        lock (Writes)
            Writes.Add(key);
        _cache.Set(key, value, options);
        Written(key);
    }

    public void Refresh(string key) => _cache.Refresh(key);

    public Task RefreshAsync(string key, CancellationToken token = default) => _cache.RefreshAsync(key, token);

    public void Remove(string key) => _cache.Remove(key);

    public async Task RemoveAsync(string key, CancellationToken token = default)
    {
        await BeUpAsync();
        _cache.Remove(key);
    }

    // A cache that hangs does not look at the caller's token either.
    private Task BeUpAsync() => Hangs ? new TaskCompletionSource().Task : IsDown ? throw new IOException("Down.") : Task.CompletedTask;

    private sealed class Clock(TimeProvider timeProvider) : ISystemClock
    {
        public DateTimeOffset UtcNow => timeProvider.GetUtcNow();
    }
}
