using System.Collections.Concurrent;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Eight nodes revoke and check sessions, while Redis crashes, is paused, drops connections and loses its data.</summary>
public sealed class RevocationsWhileRedisFails : IAsyncLifetime
{
    private readonly RedisServer _redis = new() { Settings = "--save \"\" --appendonly yes" };
    private readonly ConcurrentBag<string> _acknowledged = [];
    private RedisNode[] _nodes = [];
    private volatile bool _isEnding;
    private int _checks;
    private int _refused;

    public async Task InitializeAsync()
    {
        await _redis.InitializeAsync();
        _nodes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => RedisNode.StartAsync($"{_redis.Address},protocol=resp{2 + (i % 2)}", pollInterval: TimeSpan.FromSeconds(5))));
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task No_acknowledged_revocation_is_lost_and_no_live_session_is_refused()
    {
        var traffic = _nodes.Select((node, i) => Task.Run(() => RevokeAsync(node, i))).Concat(_nodes.Select(node => Task.Run(() => CheckAsync(node)))).ToList();

        foreach (var fault in new Func<Task>[] { CrashAsync, PauseAsync, DropConnectionsAsync, CrashAsync, EmptyAsync })
        {
            await MoreAsync(() => _acknowledged.Count, 50);
            await fault();
        }

        await MoreAsync(() => _acknowledged.Count, 50);
        _isEnding = true;
        await Task.WhenAll(traffic);
        foreach (var node in _nodes)
            await Eventually.BecomesTrueAsync(() => KnowsAllAsync(node));
        await Eventually.BecomesTrueAsync(async () =>
        {
            await using var newcomer = await RedisNode.StartAsync(_redis.Address);
            return await KnowsAllAsync(newcomer);
        });
        _refused.Should().Be(0);
    }

    private async Task RevokeAsync(RedisNode node, int number)
    {
        for (var i = 0; !_isEnding; i++)
        {
            await node.RevokeUntilAcceptedAsync($"{number}-{i}");
            _acknowledged.Add($"{number}-{i}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task CheckAsync(RedisNode node)
    {
        for (var i = 0; !_isEnding; i++)
        {
            if (await node.IsRevokedAsync($"live-{i % 100}"))
                Interlocked.Increment(ref _refused);
            Interlocked.Increment(ref _checks);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task CrashAsync()
    {
        _redis.Kill();
        await MoreAsync(() => _checks, 200);
        await _redis.InitializeAsync();
    }

    private async Task PauseAsync()
    {
        _redis.Pause();
        await MoreAsync(() => _checks, 200);
        _redis.Resume();
    }

    private async Task DropConnectionsAsync()
    {
        await using var admin = await _redis.AdministerAsync();
        foreach (var type in new[] { "normal", "pubsub" })
            await admin.GetDatabase().ExecuteAsync("CLIENT", "KILL", "TYPE", type, "SKIPME", "yes");
    }

    private async Task EmptyAsync()
    {
        await using var admin = await _redis.AdministerAsync();
        await admin.GetServers()[0].FlushAllDatabasesAsync();
    }

    private async Task<bool> KnowsAllAsync(RedisNode node)
    {
        foreach (var ticket in _acknowledged)
        {
            if (!await node.IsRevokedAsync(ticket))
                return false;
        }

        return true;
    }

    private static Task MoreAsync(Func<int> count, int more)
    {
        var goal = count() + more;
        return Eventually.BecomesTrueAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
            return count() >= goal;
        });
    }
}
