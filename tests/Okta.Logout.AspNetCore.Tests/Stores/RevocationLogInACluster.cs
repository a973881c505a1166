using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Okta.Logout.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Nodes that follow a revocation log in a Redis Cluster.</summary>
public sealed class RevocationLogInACluster(RedisCluster cluster) : IClassFixture<RedisCluster>, IAsyncLifetime
{
    private const string Tagged = "{okta-logout}:";

    private readonly List<IAsyncDisposable> _toDispose = [];

    public Task InitializeAsync() => cluster.EmptyAsync();

    public async Task DisposeAsync()
    {
        foreach (var one in _toDispose)
            await one.DisposeAsync();
    }

    [Theory]
    [InlineData("resp2", "{okta-logout}:")]
    [InlineData("resp3", "{okta-logout}:")]
    [InlineData("resp3", "orders:{a}:")]
    [InlineData("resp3", "{b}")]
    public async Task With_a_hash_tag_in_the_prefix_nodes_follow_each_other(string protocol, string prefix)
    {
        var (a, b) = (await StartAsync($",protocol={protocol}", prefix), await StartAsync($",protocol={protocol}", prefix));

        await a.RevokeAsync("t");
        await a.Log.TrimAsync();

        await b.KnowsAsync("t");
        (await (await StartAsync("", prefix)).IsRevokedAsync("t")).Should().BeTrue();
        (await a.ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.Reserved);
        (await b.ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.InProgress);
    }

    [Fact]
    public async Task A_list_that_vanishes_is_appended_again()
    {
        var a = await StartAsync("", Tagged);
        await a.RevokeAsync("t");
        var b = await StartAsync("", Tagged, TimeSpan.FromMilliseconds(100));
        await using var admin = await cluster.ConnectAsync();

        await admin.GetDatabase().KeyDeleteAsync(Tagged + "entries");

        await Eventually.BecomesTrueAsync(async () => await admin.GetDatabase().StreamLengthAsync(Tagged + "entries") >= 1);
        (await b.IsRevokedAsync("t")).Should().BeTrue();
    }

    [Fact]
    public async Task Without_replicas_the_wait_on_the_server_of_the_list_says_so()
    {
        var node = await RedisNode.StartAsync(options =>
        {
            options.Configuration = cluster.Configuration;
            options.KeyPrefix = Tagged;
            options.RequiredReplicas = 1;
            options.ReplicationTimeout = TimeSpan.FromMilliseconds(50);
        });
        _toDispose.Add(node);

        (await node.AcknowledgeAsync("t")).Replicas.Should().Be(0);

        (await (await StartAsync("", Tagged)).IsRevokedAsync("t")).Should().BeTrue();
    }

    [Theory]
    [InlineData("okta-logout:", true)]
    [InlineData("{}:", true)]
    [InlineData("{okta-logout:", true)]
    [InlineData("{okta-logout}:", false)]
    public async Task A_prefix_without_a_hash_tag_is_an_error_that_says_what_to_set(string prefix, bool isSaid)
    {
        var options = Options.Create(new RedisRevocationOptions { Configuration = cluster.Configuration, KeyPrefix = prefix });
        var logger = new FakeLogger<RedisServerCheck>();
        using var check = new RedisServerCheck(options, TimeProvider.System, logger);

        await check.StartAsync(CancellationToken.None);
        await Eventually.BecomesTrueAsync(() => Task.FromResult(check.ExecuteTask!.IsCompleted));

        logger.Collector.GetSnapshot().Any(line => line.Message.StartsWith("OL9207", StringComparison.Ordinal) && line.Message.Contains("{okta-logout}:", StringComparison.Ordinal))
            .Should().Be(isSaid);
    }

    private async Task<RedisNode> StartAsync(string more, string prefix, TimeSpan? pollInterval = null)
    {
        var node = await RedisNode.StartAsync(cluster.Configuration + more, prefix, pollInterval);
        _toDispose.Add(node);
        return node;
    }
}
