using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Revocations that count as recorded in full only when replicas of Redis have confirmed them.</summary>
public sealed class RevocationsOnReplicas : IAsyncLifetime
{
    private readonly RedisServer _primary = new();
    private readonly RedisServer _replica = new();
    private readonly List<IAsyncDisposable> _toDispose = [];

    public async Task InitializeAsync()
    {
        await Task.WhenAll(_primary.InitializeAsync(), _replica.InitializeAsync());
        await _replica.FollowAsync(_primary);
    }

    public async Task DisposeAsync()
    {
        _replica.Resume();
        foreach (var one in _toDispose)
            await one.DisposeAsync();
        await _replica.DisposeAsync();
        await _primary.DisposeAsync();
    }

    [Theory, InlineData("resp2"), InlineData("resp3")]
    public async Task A_replica_that_has_the_entry_is_counted(string protocol)
    {
        var node = await StartAsync(protocol: protocol);

        var acknowledgement = await node.AcknowledgeAsync("t");

        (acknowledgement.Replicas, acknowledgement.RequiredReplicas).Should().Be((1, 1));
        await using var admin = await _replica.AdministerAsync();
        (await admin.GetDatabase().StreamLengthAsync("okta-logout:entries", CommandFlags.PreferReplica)).Should().Be(1);
    }

    [Fact]
    public async Task A_replica_that_does_not_answer_is_not_counted_and_the_entry_takes_effect_on_all_nodes()
    {
        var (a, b) = (await StartAsync(timeout: TimeSpan.FromMilliseconds(200)), await StartAsync());
        _replica.Pause();

        var acknowledgement = await a.AcknowledgeAsync("t");

        (acknowledgement.Replicas, acknowledgement.RequiredReplicas).Should().Be((0, 1));
        (await a.IsRevokedAsync("t")).Should().BeTrue();
        await b.KnowsAsync("t");
    }

    [Fact]
    public async Task Fewer_replicas_than_asked_for_are_counted_as_what_they_are()
    {
        var node = await StartAsync(required: 2, timeout: TimeSpan.FromSeconds(2));

        var acknowledgement = await node.AcknowledgeAsync("t");

        (acknowledgement.Replicas, acknowledgement.RequiredReplicas).Should().Be((1, 2));
    }

    [Fact]
    public async Task Other_nodes_do_not_wait_for_the_replica()
    {
        var (a, b) = (await StartAsync(timeout: TimeSpan.FromSeconds(5)), await StartAsync());
        _replica.Pause();

        var acknowledged = a.AcknowledgeAsync("t");

        await b.KnowsAsync("t");
        acknowledged.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task The_wait_does_not_stop_the_requests_of_the_app()
    {
        var node = await StartAsync(timeout: TimeSpan.FromSeconds(5));
        _replica.Pause();

        var acknowledged = node.AcknowledgeAsync("t");
        await using var admin = await _primary.AdministerAsync();
        await Eventually.BecomesTrueAsync(async () => await admin.GetDatabase().StreamLengthAsync("okta-logout:entries") == 1);
        for (var i = 0; i < 100; i++)
            await node.ReplayCache.ReserveAsync($"token{i}", TimeProvider.System.GetUtcNow().AddMinutes(1));

        acknowledged.IsCompleted.Should().BeFalse("100 reservations of tokens took less than the wait for the replica");
        (await acknowledged).Replicas.Should().Be(0);
    }

    [Fact]
    public async Task Many_at_once_share_a_wait()
    {
        var node = await StartAsync();

        var acknowledgements = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => node.AcknowledgeAsync($"t{i}")));

        acknowledgements.Should().OnlyContain(acknowledgement => acknowledgement.Replicas == 1);
        (await CallsAsync("wait")).Should().BeLessThan(250);
    }

    [Fact]
    public async Task A_connection_that_breaks_meanwhile_is_no_confirmation()
    {
        var node = await StartAsync(timeout: TimeSpan.FromSeconds(5));
        _replica.Pause();
        var acknowledged = node.AcknowledgeAsync("t");
        await using var admin = await _primary.AdministerAsync();
        await Eventually.BecomesTrueAsync(async () => await admin.GetDatabase().StreamLengthAsync("okta-logout:entries") == 1);

        await Eventually.BecomesTrueAsync(async () => (long)await admin.GetDatabase().ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes") > 0);

        (await acknowledged).Replicas.Should().Be(0);
    }

    [Fact]
    public async Task A_server_that_is_no_longer_the_primary_refuses_the_entry()
    {
        var node = await StartAsync();
        await node.AcknowledgeAsync("before");
        await using (var admin = await _primary.AdministerAsync())
            await admin.GetServers()[0].ReplicaOfAsync(_replica.EndPoint);

        await FluentActions.Awaiting(() => node.AcknowledgeAsync("t")).Should().ThrowAsync<RedisException>();

        (await node.IsRevokedAsync("t")).Should().BeTrue("it takes effect here");
    }

    [Fact]
    public async Task A_revocation_whose_caller_gave_up_is_not_kept_for_later()
    {
        var node = await StartAsync();
        _primary.Pause();
        using (var inTime = new CancellationTokenSource(TimeSpan.FromMilliseconds(200)))
            await FluentActions.Awaiting(() => node.AcknowledgeAsync("t", inTime.Token)).Should().ThrowAsync<Exception>();

        _primary.Resume();

        await Eventually.BecomesTrueAsync(async () => await TryAsync(() => node.AcknowledgeAsync("t")) is { Replicas: 1 });
    }

    [Fact]
    public async Task Entries_of_strangers_do_not_wait()
    {
        var node = await StartAsync(timeout: TimeSpan.FromSeconds(5));
        _replica.Pause();
        var entry = UnconfirmedEntry.Of(new(SessionTarget.ForSession(The.Issuer, The.Sid), TimeProvider.System.GetUtcNow().AddDays(14), isUnconfirmed: true));

        (await node.Log.AppendAsync([RevocationLogCodec.Write(entry)])).RequiredReplicas.Should().Be(0);

        (await CallsAsync("wait")).Should().Be(0);
    }

    [Fact]
    public async Task Replicas_that_do_not_confirm_are_logged_once_and_so_is_their_return()
    {
        var node = await StartAsync(timeout: TimeSpan.FromMilliseconds(100));
        _replica.Pause();
        await node.AcknowledgeAsync("t");
        await node.AcknowledgeAsync("u");
        _replica.Resume();

        await Eventually.BecomesTrueAsync(async () => (await node.AcknowledgeAsync("v")).Replicas == 1);

        node.Logger.Collector.GetSnapshot().Where(line => line.Message.StartsWith("OL9206", StringComparison.Ordinal)).Should().HaveCount(2);
    }

    [Fact]
    public async Task The_rights_of_the_documents_are_enough()
    {
        await using (var admin = await _primary.AdministerAsync())
        {
            await admin.GetDatabase().ExecuteAsync(
                "ACL", "SETUSER", "okta-logout", "on", ">password", "~okta-logout:*", "&okta-logout:*", "+@read", "+@write", "+@stream", "+@pubsub", "+@transaction", "+@connection", "+info", "+time", "+wait");
        }

        var node = await StartAsync(more: ",user=okta-logout,password=password");

        (await node.AcknowledgeAsync("t")).Replicas.Should().Be(1);
    }

    [Fact]
    public async Task The_sender_of_a_token_is_asked_to_try_again_until_the_replica_has_confirmed()
    {
        var clock = new FakeTimeProvider(The.Now);
        await using var app = await new SomeApp
        {
            Clock = clock,
            AddOktaLogout = services => services.AddOktaLogout().AddBackChannelLogout().UseRedis(options =>
            {
                options.Configuration = _primary.Address;
                options.RequiredReplicas = 1;
            }),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        _replica.Pause();
        var first = app.BackChannelAsync();
        await Eventually.BecomesTrueAsync(clock, TimeSpan.FromMilliseconds(1), () => Task.FromResult(first.IsCompleted));
        (await first).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await browser.IsSignedInAsync()).Should().BeFalse("the primary has the entry");

        _replica.Resume();

        await Eventually.BecomesTrueAsync(clock, TimeSpan.FromMilliseconds(1), async () => (await app.BackChannelAsync()).StatusCode is HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(-1, 500, "localhost")]
    [InlineData(101, 500, "localhost")]
    [InlineData(1, 9, "localhost")]
    [InlineData(0, 5_001, "localhost")]
    [InlineData(1, 500, null)]
    public async Task Options_out_of_range_and_a_wait_on_the_connection_of_the_app_are_refused_at_start(int required, int milliseconds, string? configuration)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_primary.Address);
        var start = () => new SomeApp
        {
            AddOktaLogout = services => services.AddOktaLogout().UseRedis(options =>
            {
                options.Configuration = configuration;
                options.Connection = configuration is null ? connection : null;
                options.RequiredReplicas = required;
                options.ReplicationTimeout = TimeSpan.FromMilliseconds(milliseconds);
            }),
        }.StartAsync();

        (await start.Should().ThrowAsync<Exception>()).Which.ToString().Should().Contain("OL9205");
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, ",defaultDatabase=3")]
    public async Task A_connection_and_a_configuration_together_are_refused_at_start(int required, string more)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_primary.Address);
        var start = () => new SomeApp
        {
            AddOktaLogout = services => services.AddOktaLogout().UseRedis(options =>
                (options.Configuration, options.Connection, options.RequiredReplicas) = (_primary.Address + more, connection, required)),
        }.StartAsync();

        (await start.Should().ThrowAsync<Exception>()).Which.ToString().Should().Contain("OL9211").And.NotContain(_primary.Address);
    }

    [Fact]
    public async Task Replicated_entries_are_in_the_database_that_nodes_read()
    {
        var (a, b) = (await StartAsync(more: ",defaultDatabase=3"), await StartAsync(more: ",defaultDatabase=3"));

        (await a.AcknowledgeAsync("t")).Replicas.Should().Be(1);

        await b.KnowsAsync("t");
        await using var admin = await _primary.AdministerAsync();
        (await admin.GetDatabase(3).StreamLengthAsync("okta-logout:entries")).Should().Be(1);
        (await admin.GetDatabase(0).KeyExistsAsync("okta-logout:entries")).Should().BeFalse();
    }

    private async Task<RedisNode> StartAsync(int required = 1, TimeSpan? timeout = null, string protocol = "resp3", string more = "")
    {
        var node = await RedisNode.StartAsync(options =>
        {
            options.Configuration = $"{_primary.Address},protocol={protocol}{more}";
            options.RequiredReplicas = required;
            options.ReplicationTimeout = timeout ?? TimeSpan.FromSeconds(5);
        });
        _toDispose.Insert(0, node);
        return node;
    }

    private async Task<int> CallsAsync(string command)
    {
        await using var admin = await _primary.AdministerAsync();
        var statistics = (await admin.GetServers()[0].InfoAsync("commandstats")).SelectMany(group => group).FirstOrDefault(pair => pair.Key == $"cmdstat_{command}").Value;
        return statistics is null ? 0 : int.Parse(statistics.Split(',')[0]["calls=".Length..], CultureInfo.InvariantCulture);
    }

    private static async Task<RevocationAcknowledgement?> TryAsync(Func<Task<RevocationAcknowledgement>> acknowledge)
    {
        try
        {
            return await acknowledge();
        }
        catch (RedisException)
        {
            return null;
        }
    }
}
