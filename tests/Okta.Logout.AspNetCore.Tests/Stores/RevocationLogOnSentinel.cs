using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Nodes that follow a revocation log in a primary and a replica, which Sentinel watches.</summary>
public sealed class RevocationLogOnSentinel : IAsyncLifetime
{
    private readonly RedisServer _primary = new();
    private readonly RedisServer _replica = new();
    private readonly RedisSentinel _sentinel = new();
    private readonly List<IAsyncDisposable> _toDispose = [];

    public async Task InitializeAsync()
    {
        await Task.WhenAll(_primary.InitializeAsync(), _replica.InitializeAsync());
        await _replica.FollowAsync(_primary);
        await _sentinel.StartAsync(_primary);
        await using var sentinel = await ConnectionMultiplexer.SentinelConnectAsync($"127.0.0.1:{_sentinel.Port}");
        await Eventually.BecomesTrueAsync(async () => (await sentinel.GetServers()[0].SentinelGetReplicaAddressesAsync(RedisSentinel.ServiceName)).Length == 1);
    }

    public async Task DisposeAsync()
    {
        foreach (var one in _toDispose)
            await one.DisposeAsync();
        _sentinel.Stop();
        await _replica.DisposeAsync();
        await _primary.DisposeAsync();
    }

    [Theory]
    [InlineData("resp2", 0)]
    [InlineData("resp3", 0)]
    [InlineData("resp3", 1)]
    public async Task After_a_failover_nodes_follow_the_new_primary_and_no_entry_is_lost(string protocol, int requiredReplicas)
    {
        var (a, b) = (await StartAsync(protocol, requiredReplicas), await StartAsync(protocol, requiredReplicas));
        await a.RevokeAsync("before");
        await b.KnowsAsync("before");
        _replica.Pause();
        await a.RevokeAsync("accepted by the primary only");

        _primary.Kill();
        _replica.Resume();

        await b.RevokeUntilAcceptedAsync("after");
        await a.KnowsAsync("after");
        var newcomer = await StartAsync(protocol, requiredReplicas);
        foreach (var ticket in new[] { "before", "accepted by the primary only", "after" })
            await newcomer.KnowsAsync(ticket);
        newcomer.Problem.Should().BeNull();
    }

    private async Task<RedisNode> StartAsync(string protocol, int requiredReplicas)
    {
        var node = await RedisNode.StartAsync(options =>
        {
            options.Configuration = $"{_sentinel.Configuration},protocol={protocol}";
            options.RequiredReplicas = requiredReplicas;
        });
        _toDispose.Add(node);
        return node;
    }
}
