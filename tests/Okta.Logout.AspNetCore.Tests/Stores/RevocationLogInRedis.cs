using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Okta.Logout.Redis;
using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Nodes that follow a revocation log in a real Redis, which fails as servers do.</summary>
public sealed class RevocationLogInRedis : IAsyncLifetime
{
    private readonly RedisServer _redis = new();
    private readonly List<IAsyncDisposable> _toDispose = [];

    public Task InitializeAsync() => _redis.InitializeAsync();

    public async Task DisposeAsync()
    {
        foreach (var one in _toDispose)
            await one.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Theory, InlineData("resp2"), InlineData("resp3")]
    public async Task A_revocation_wakes_the_other_nodes(string protocol)
    {
        var (a, b) = (await StartAsync($",protocol={protocol}"), await StartAsync($",protocol={protocol}"));

        await a.RevokeAsync("t");

        await b.KnowsAsync("t");
        (await b.IsRevokedAsync("other")).Should().BeFalse();
    }

    [Fact]
    public async Task A_node_that_starts_knows_what_was_revoked_before()
    {
        var a = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => a.RevokeAsync($"t{i}")));

        var b = await StartAsync();

        for (var i = 0; i < 5_000; i++)
            (await b.IsRevokedAsync($"t{i}")).Should().BeTrue();
    }

    [Theory, InlineData("resp2"), InlineData("resp3")]
    public async Task A_Redis_that_begins_anew_without_its_data_gets_it_back(string protocol)
    {
        var (a, b) = (await StartAsync($",protocol={protocol}"), await StartAsync($",protocol={protocol}"));
        await Task.WhenAll(Enumerable.Range(0, 700).Select(i => a.RevokeAsync($"t{i}")));
        await Eventually.BecomesTrueAsync(() => Task.FromResult(b.Count == 700));

        _redis.Kill();
        await _redis.InitializeAsync();

        await using var connection = await ConnectAsync();
        await Eventually.BecomesTrueAsync(async () => await connection.GetDatabase().StreamLengthAsync("okta-logout:entries") >= 700);
        var newcomer = await StartAsync();
        for (var i = 0; i < 700; i++)
            await newcomer.KnowsAsync($"t{i}");
    }

    [Fact]
    public async Task While_Redis_is_gone_a_revocation_fails_in_time_and_counts_on_its_node_and_checks_wait_for_nothing()
    {
        var node = await StartAsync();
        _redis.Kill();
        using var inTime = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        await FluentActions.Awaiting(() => node.RevokeAsync("t", inTime.Token)).Should().ThrowAsync<Exception>();

        (await node.IsRevokedAsync("t")).Should().BeTrue();
        node.IsRevokedAsync("other").IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task A_Redis_that_was_paused_catches_up()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        _redis.Pause();
        using (var inTime = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
            await FluentActions.Awaiting(() => a.RevokeAsync("t", inTime.Token)).Should().ThrowAsync<Exception>();

        _redis.Resume();
        await a.RevokeAsync("t");

        await b.KnowsAsync("t");
    }

    [Fact]
    public async Task A_replica_that_was_behind_gets_what_it_did_not_have_when_it_takes_over()
    {
        await using var replica = new RunningRedis();
        await replica.Server.InitializeAsync();
        await using (var admin = await ConnectAsync(replica.Server))
            await admin.GetServers()[0].ReplicaOfAsync(_redis.EndPoint);
        var both = $"{_redis.Address},{replica.Server.Address}";
        var a = await RedisNode.StartAsync(both);
        _toDispose.Add(a);
        await a.RevokeAsync("replicated");
        await using (var admin = await ConnectAsync(replica.Server))
        {
            await Eventually.BecomesTrueAsync(async () => await admin.GetDatabase().StreamLengthAsync("okta-logout:entries", CommandFlags.PreferReplica) == 1);
            await admin.GetServers()[0].MakePrimaryAsync(ReplicationChangeOptions.None);
        }

        await a.RevokeAsync("not replicated");
        _redis.Kill();

        await using var connection = await ConnectAsync(replica.Server);
        await Eventually.BecomesTrueAsync(async () => await connection.GetDatabase().StreamLengthAsync("okta-logout:entries") >= 2);
        var newcomer = await RedisNode.StartAsync(replica.Server.Address);
        _toDispose.Add(newcomer);
        await newcomer.KnowsAsync("not replicated");
    }

    [Fact]
    public async Task A_list_that_vanishes_while_Redis_runs_gets_its_entries_back()
    {
        var writer = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => writer.RevokeAsync($"t{i}")));
        var node = await StartAsync(pollInterval: TimeSpan.FromMilliseconds(100));
        await using var admin = await ConnectAsync();

        await admin.GetDatabase().KeyDeleteAsync("okta-logout:entries");

        await Eventually.BecomesTrueAsync(async () => await admin.GetDatabase().StreamLengthAsync("okta-logout:entries") >= 100);
        var newcomer = await StartAsync();
        await newcomer.KnowsAsync("t99");
    }

    [Theory, InlineData("resp2"), InlineData("resp3")]
    public async Task A_list_that_begins_anew_with_an_entry_that_came_before_the_nodes_have_looked_gets_the_others_back(string protocol)
    {
        await using var admin = await ConnectAsync();
        await AddAsync(admin.GetDatabase(), "old", "*");
        var node = await StartAsync($",protocol={protocol}");
        await BeginAnewAsync(admin, "new");

        await admin.GetSubscriber().PublishAsync(RedisChannel.Literal("okta-logout:wake"), RedisValue.EmptyString);

        await node.KnowsAsync("new");
        await Eventually.BecomesTrueAsync(async () => await admin.GetDatabase().StreamLengthAsync("okta-logout:entries") == 2);
    }

    [Theory, InlineData(nameof(IDatabase.StreamReadAsync)), InlineData(nameof(IDatabase.StreamRangeAsync))]
    public async Task A_list_that_begins_anew_between_two_commands_of_a_node_gets_the_others_back(string command)
    {
        await using var admin = await ConnectAsync();
        await AddAsync(admin.GetDatabase(), "old", "*");
        await using var connection = await ConnectAsync();
        var happening = new BeforeCommand.Happening(command, () => BeginAnewAsync(admin, "new"));
        var node = await RedisNode.StartAsync(options => options.Connection = BeforeCommand.Around(connection, happening), TimeSpan.FromMilliseconds(50));
        _toDispose.Add(node);

        happening.Arm();

        await node.KnowsAsync("new");
        await Eventually.BecomesTrueAsync(async () => await admin.GetDatabase().StreamLengthAsync("okta-logout:entries") == 2);
    }

    [Theory, InlineData("resp2"), InlineData("resp3")]
    public async Task A_node_reads_what_is_appended_to_a_replica_that_took_over_and_whose_clock_is_behind(string protocol)
    {
        await using var replica = new RunningRedis();
        await replica.Server.InitializeAsync();
        await using var admin = await ConnectAsync();
        await AddAsync(admin.GetDatabase(), "replicated", "*");
        await replica.Server.FollowAsync(_redis);
        var node = await RedisNode.StartAsync($"{_redis.Address},{replica.Server.Address},protocol={protocol}");
        _toDispose.Add(node);
        await using var other = await ConnectAsync(replica.Server);
        await other.GetServers()[0].MakePrimaryAsync(ReplicationChangeOptions.None);
        await AddAsync(admin.GetDatabase(), "not replicated", $"{TimeProvider.System.GetUtcNow().AddSeconds(30).ToUnixTimeMilliseconds()}-0");
        await admin.GetSubscriber().PublishAsync(RedisChannel.Literal("okta-logout:wake"), RedisValue.EmptyString);
        await node.KnowsAsync("not replicated");

        _redis.Kill();
        await AddAsync(other.GetDatabase(), "appended to the replica", "*");

        await node.KnowsAsync("appended to the replica");
        await AddAsync(other.GetDatabase(), "later", "*");
        await other.GetSubscriber().PublishAsync(RedisChannel.Literal("okta-logout:wake"), RedisValue.EmptyString);
        await node.KnowsAsync("later");
        await Eventually.BecomesTrueAsync(async () => await other.GetDatabase().StreamLengthAsync("okta-logout:entries") == 4);
    }

    [Fact]
    public async Task A_list_without_entries_on_a_replica_whose_clock_is_behind_shows_its_signs_of_life()
    {
        await using var replica = new RunningRedis();
        await replica.Server.InitializeAsync();
        await using (var admin = await ConnectAsync())
            await admin.GetDatabase().StreamAddAsync("okta-logout:heartbeat", "d", new byte[] { 1, 3 }, $"{TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds()}-0");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var node = await RedisNode.StartAsync(options => options.Configuration = $"{_redis.Address},{replica.Server.Address}", clock: clock);
        _toDispose.Add(node);

        _redis.Kill();
        await Eventually.BecomesTrueAsync(clock, TimeSpan.FromMilliseconds(100), () => Task.FromResult(node.Age > TimeSpan.FromSeconds(3)));

        await Eventually.BecomesTrueAsync(clock, TimeSpan.FromMilliseconds(100), () => Task.FromResult(node.Age < TimeSpan.FromSeconds(1)));
    }

    [Theory, InlineData("resp2"), InlineData("resp3")]
    public async Task A_node_whose_connections_broke_is_woken_again(string protocol)
    {
        var (a, b) = (await StartAsync($",protocol={protocol}"), await StartAsync($",protocol={protocol}"));
        await using var admin = await ConnectAsync();
        foreach (var type in new[] { "normal", "pubsub" })
            await admin.GetDatabase().ExecuteAsync("CLIENT", "KILL", "TYPE", type, "SKIPME", "yes");
        await a.RevokeUntilAcceptedAsync("t");
        await b.KnowsAsync("t");
        await Eventually.BecomesTrueAsync(async () => (int)(await admin.GetDatabase().ExecuteAsync("PUBSUB", "NUMSUB", "okta-logout:wake"))[1] == 2);

        await a.RevokeAsync("u");

        await b.KnowsAsync("u");
    }

    [Fact]
    public async Task A_node_whose_clock_is_a_day_ahead_removes_no_entry_that_others_need()
    {
        var ahead = await RedisNode.StartAsync(options => options.Configuration = _redis.Address, clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(1)));
        _toDispose.Add(ahead);
        var entry = new SessionRevocation(SessionTarget.ForTicket("t"), TimeProvider.System.GetUtcNow().AddHours(1));
        await ahead.Log.AppendAsync([RevocationLogCodec.Write(SessionTargetKind.Ticket, entry.Target.GetKey(), entry.ToEntry())]);

        await ahead.Log.TrimAsync();

        (await (await StartAsync()).IsRevokedAsync("t")).Should().BeTrue();
    }

    [Theory, InlineData("resp2"), InlineData("resp3")]
    public async Task A_node_reads_a_long_list_although_Redis_gives_subscribers_little_space(string protocol)
    {
        const int Many = 50_000;
        await using var admin = await ConnectAsync();
        await admin.GetServers()[0].ConfigSetAsync("client-output-buffer-limit", "pubsub 512kb 0 0");
        foreach (var chunk in Enumerable.Range(0, Many).Chunk(5_000))
            await Task.WhenAll(chunk.Select(i => AddAsync(admin.GetDatabase(), $"t{i}", "*")));

        var node = await StartAsync($",protocol={protocol}");

        node.Count.Should().Be(Many, "the start waits until the list is read");
        await node.RevokeAsync("t");
        (await (await StartAsync($",protocol={protocol}")).IsRevokedAsync("t")).Should().BeTrue();
    }

    [Fact]
    public async Task A_node_without_the_right_to_subscribe_polls()
    {
        await using (var admin = await ConnectAsync())
            await admin.GetDatabase().ExecuteAsync("ACL", "SETUSER", "quiet", "on", ">pw", "~*", "resetchannels", "+@all");
        var a = await StartAsync();
        var b = await StartAsync(",user=quiet,password=pw", pollInterval: TimeSpan.FromMilliseconds(200));

        await a.RevokeAsync("t");

        await b.KnowsAsync("t");
        await a.RevokeAsync("u");
        await b.KnowsAsync("u");
        b.Logger.Collector.GetSnapshot().Should().ContainSingle(line => line.Message.StartsWith("OL9204", StringComparison.Ordinal), "it is said once, not at each poll");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Nodes_that_do_not_wake_each_other_poll_and_subscribe_to_nothing(int requiredReplicas)
    {
        async Task<RedisNode> StartAsync(TimeSpan pollInterval)
        {
            var node = await RedisNode.StartAsync(
                options => (options.Configuration, options.WakeNodes, options.RequiredReplicas, options.ReplicationTimeout) = (_redis.Address, false, requiredReplicas, TimeSpan.FromMilliseconds(10)),
                pollInterval);
            _toDispose.Add(node);
            return node;
        }

        var (a, b) = (await StartAsync(TimeSpan.FromMinutes(1)), await StartAsync(TimeSpan.FromMilliseconds(200)));

        await a.RevokeAsync("t");

        await b.KnowsAsync("t");
        await using var admin = await ConnectAsync();
        ((RedisValue[])(await admin.GetDatabase().ExecuteAsync("PUBSUB", "NUMSUB", "okta-logout:wake"))!)[1].Should().Be(0);
        (await admin.GetDatabase().ExecuteAsync("INFO", "commandstats")).ToString().Should().NotContain("cmdstat_publish");
    }

    [Fact]
    public async Task The_rights_of_the_documents_are_enough()
    {
        await using (var admin = await ConnectAsync())
        {
            await admin.GetDatabase().ExecuteAsync(
                "ACL", "SETUSER", "okta-logout", "on", ">password", "~okta-logout:*", "&okta-logout:*", "+@read", "+@write", "+@stream", "+@pubsub", "+@transaction", "+@connection", "+info", "+time");
        }

        const string User = ",user=okta-logout,password=password";
        var (a, b) = (await StartAsync(User), await StartAsync(User));

        await a.RevokeAsync("t");
        await a.Log.TrimAsync();

        await b.KnowsAsync("t");
        (await a.ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.Reserved);
        await a.ReplayCache.ReleaseAsync("token");
        a.Logger.Collector.GetSnapshot().Should().BeEmpty();
    }

    [Fact]
    public async Task A_connection_of_the_app_is_used_and_stays_open()
    {
        await using var app = await ConnectAsync();
        var node = await RedisNode.StartAsync(options => options.Connection = app);
        await node.RevokeAsync("t");

        await node.DisposeAsync();

        (await app.GetDatabase().StreamLengthAsync("okta-logout:entries")).Should().Be(1);
    }

    [Fact]
    public async Task A_connection_of_the_app_keeps_nothing_of_a_node_that_has_ended()
    {
        await using var app = await ConnectAsync();
        var handlers = new List<Delegate>();
        var node = await RedisNode.StartAsync(options => options.Connection = HandlersOfConnection.Around(app, handlers));
        await Eventually.BecomesTrueAsync(async () => await SubscribersAsync(app) == 1);
        handlers.Should().HaveCount(3, "the channel, restored connections and changes of the configuration are followed");

        await node.DisposeAsync();

        handlers.Should().BeEmpty();
        await Eventually.BecomesTrueAsync(async () => await SubscribersAsync(app) == 0);
    }

    [Fact]
    public async Task Attempts_to_subscribe_that_fail_leave_nothing_on_the_connection()
    {
        await using var admin = await ConnectAsync();
        await admin.GetDatabase().ExecuteAsync("ACL", "SETUSER", "quiet", "on", ">pw", "~*", "resetchannels", "+@all");
        await using var app = await ConnectionMultiplexer.ConnectAsync(_redis.Address + ",user=quiet,password=pw");
        var handlers = new List<Delegate>();
        var options = Options.Create(new RedisRevocationOptions { Connection = HandlersOfConnection.Around(app, handlers) });
        await using var connection = new RedisConnection(options);

        // Without a follower, which would wait, too: only one may.
        using var log = new RedisRevocationLog(connection, options, TimeProvider.System, NullLogger<RedisRevocationLog>.Instance);
        for (var i = 0; i < 10; i++)
            await FluentActions.Awaiting(() => log.WaitAsync()).Should().ThrowAsync<RedisException>();

        handlers.Where(handler => handler.Method.GetParameters()[0].ParameterType == typeof(RedisChannel)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_node_that_ends_while_it_connects_leaves_no_connection()
    {
        await using var admin = await ConnectAsync();
        _redis.Pause();
        var ending = new RedisConnection(Options.Create(new RedisRevocationOptions { Configuration = _redis.Address + ",name=ending" }));
        var opening = ending.GetAsync(CancellationToken.None);
        await ending.DisposeAsync();
        opening.IsCompleted.Should().BeFalse();

        _redis.Resume();

        await opening;
        await Eventually.BecomesTrueAsync(async () => (await admin.GetServers()[0].ClientListAsync()).All(client => client.Name != "ending"));
    }

    [Fact]
    public async Task A_connection_of_the_app_that_is_down_at_start_is_used_when_it_is_there()
    {
        _redis.Kill();
        await using var app = await ConnectionMultiplexer.ConnectAsync(_redis.Address + ",abortConnect=false");
        var starting = RedisNode.StartAsync(options => options.Connection = app);

        await _redis.InitializeAsync();

        var node = await starting;
        _toDispose.Insert(0, node);
        await node.RevokeUntilAcceptedAsync("t");
        await (await StartAsync()).KnowsAsync("t");
    }

    [Fact]
    public async Task Apps_with_different_prefixes_cannot_end_each_other_s_sessions()
    {
        var (a, b) = (await StartAsync(), await StartAsync(prefix: "other:"));
        await a.RevokeAsync("t");
        await b.RevokeAsync("u");
        await a.ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1));

        foreach (var node in new[] { b, await StartAsync(prefix: "other:") })
        {
            (await node.IsRevokedAsync("u")).Should().BeTrue();
            (await node.IsRevokedAsync("t")).Should().BeFalse();
        }

        (await (await StartAsync()).IsRevokedAsync("u")).Should().BeFalse();
        (await b.ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.Reserved);
    }

    [Fact]
    public async Task What_others_put_into_the_stream_is_skipped()
    {
        await using (var admin = await ConnectAsync())
        {
            await admin.GetDatabase().StreamAddAsync("okta-logout:entries", "foreign", "value");
            await admin.GetDatabase().StreamAddAsync("okta-logout:entries", "d", "garbage");
        }

        var a = await StartAsync();
        await a.RevokeAsync("t");

        (await (await StartAsync()).IsRevokedAsync("t")).Should().BeTrue();
        a.Problem.Should().BeNull();
    }

    [Fact]
    public async Task A_key_of_another_type_is_a_problem_that_is_said_and_no_end_of_the_app()
    {
        await using (var admin = await ConnectAsync())
            await admin.GetDatabase().StringSetAsync("okta-logout:entries", "x");

        var node = await RedisNode.StartAsync(options => options.Configuration = _redis.Address, startTimeout: TimeSpan.Zero);
        _toDispose.Add(node);

        await Eventually.BecomesTrueAsync(() => Task.FromResult(node.Problem?.StartsWith("OL9102", StringComparison.Ordinal) is true));
    }

    [Fact]
    public async Task Entries_that_have_expired_are_removed_and_no_others()
    {
        var node = await StartAsync();
        foreach (var (ticket, days) in new[] { ("a", -1), ("b", -1), ("c", 14), ("d", -1) })
        {
            var entry = new SessionRevocation(SessionTarget.ForTicket(ticket), TimeProvider.System.GetUtcNow().AddDays(days));
            await node.Log.AppendAsync([RevocationLogCodec.Write(SessionTargetKind.Ticket, entry.Target.GetKey(), entry.ToEntry())]);
        }

        await node.Log.TrimAsync();

        await using var connection = await ConnectAsync();
        (await connection.GetDatabase().StreamLengthAsync("okta-logout:entries")).Should().Be(2, "an expired entry goes when those before it have gone");
        (await (await StartAsync()).IsRevokedAsync("c")).Should().BeTrue();
    }

    [Fact]
    public async Task Entries_whose_expiry_cannot_be_read_stay_and_do_not_keep_those_after_them()
    {
        var node = await StartAsync();
        await using var admin = await ConnectAsync();
        await admin.GetDatabase().ScriptEvaluateAsync(
            """
            for i = 1, 1500 do redis.call('XADD', KEYS[1], '*', 'd', 'd', 'x', 'never') end
            for i = 1, 1500 do redis.call('XADD', KEYS[1], '*', 'd', 'd', 'x', '1') end
            """,
            ["okta-logout:entries"]);
        await node.RevokeAsync("t");

        await node.Log.TrimAsync();

        (await admin.GetDatabase().StreamLengthAsync("okta-logout:entries")).Should().Be(1501);
        await (await StartAsync()).KnowsAsync("t");
    }

    [Fact]
    public async Task A_call_removes_two_hundred_thousand_expired_entries_and_leaves_the_rest_to_the_next()
    {
        var node = await StartAsync();
        await using var admin = await ConnectAsync();
        await admin.GetDatabase().ScriptEvaluateAsync("for i = 1, 200500 do redis.call('XADD', KEYS[1], '*', 'd', 'd', 'x', '1') end", ["okta-logout:entries"]);
        await node.RevokeAsync("t");

        await node.Log.TrimAsync();
        (await admin.GetDatabase().StreamLengthAsync("okta-logout:entries")).Should().Be(501);
        await node.Log.TrimAsync();

        (await admin.GetDatabase().StreamLengthAsync("okta-logout:entries")).Should().Be(1);
    }

    [Fact]
    public async Task A_list_that_vanishes_gets_its_entries_back_also_if_the_last_one_has_expired()
    {
        var writer = await StartAsync();
        await writer.RevokeAsync("long");
        var entry = new SessionRevocation(SessionTarget.ForTicket("short"), TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await writer.Log.AppendAsync([RevocationLogCodec.Write(SessionTargetKind.Ticket, entry.Target.GetKey(), entry.ToEntry())]);
        await StartAsync(pollInterval: TimeSpan.FromMilliseconds(100));
        await using var admin = await ConnectAsync();

        await admin.GetDatabase().KeyDeleteAsync("okta-logout:entries");

        await Eventually.BecomesTrueAsync(() => admin.GetDatabase().KeyExistsAsync("okta-logout:entries"));
        (await (await StartAsync()).IsRevokedAsync("long")).Should().BeTrue();
    }

    [Fact]
    public async Task A_log_of_expired_entries_only_is_emptied_and_goes_on()
    {
        var node = await StartAsync();
        var entry = new SessionRevocation(SessionTarget.ForTicket("a"), TimeProvider.System.GetUtcNow().AddDays(-1));
        await node.Log.AppendAsync([RevocationLogCodec.Write(SessionTargetKind.Ticket, entry.Target.GetKey(), entry.ToEntry())]);
        await node.Log.TrimAsync();
        var other = await StartAsync();

        await node.RevokeAsync("t");

        await other.KnowsAsync("t");
    }

    [Fact]
    public async Task What_strangers_cause_takes_a_bounded_number_of_entries()
    {
        var node = await StartAsync();
        await using var connection = await ConnectAsync();
        for (var i = 0; i < 150; i++)
        {
            await node.Log.AppendAsync([.. Enumerable.Range(0, 1_000).Select(j => RevocationLogCodec.Write(UnconfirmedEntry.Of(
                new(SessionTarget.ForSession(The.Issuer, $"{i}-{j}"), TimeProvider.System.GetUtcNow().AddDays(14), isUnconfirmed: true))))]);
        }

        (await connection.GetDatabase().StreamLengthAsync("okta-logout:unconfirmed")).Should().BeInRange(RevocationLogLimits.Unconfirmed, RevocationLogLimits.Unconfirmed + 1_000);
    }

    [Fact]
    public async Task Of_many_that_reserve_a_token_on_two_nodes_exactly_one_succeeds()
    {
        var (a, b) = (await StartAsync(), await StartAsync());

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() =>
            (i % 2 == 0 ? a : b).ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1)).AsTask())));

        results.Count(result => result is TokenReservation.Reserved).Should().Be(1);
        results.Should().NotContain(TokenReservation.Used);
    }

    [Fact]
    public async Task A_reservation_that_the_connection_sent_twice_is_no_replay()
    {
        await using var connection = await ConnectAsync();
        var node = await RedisNode.StartAsync(options => options.Connection = SendsTwice.Around(connection));
        _toDispose.Insert(0, node);

        (await node.ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.Reserved);

        (await (await StartAsync()).ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.InProgress);
    }

    [Fact]
    public async Task A_token_that_was_used_stays_used_and_one_that_was_released_is_free_on_all_nodes()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        await a.ReplayCache.ReserveAsync("used", TimeProvider.System.GetUtcNow().AddMinutes(1));
        await a.ReplayCache.MarkUsedAsync("used", TimeProvider.System.GetUtcNow().AddMinutes(1));
        await a.ReplayCache.ReserveAsync("released", TimeProvider.System.GetUtcNow().AddMinutes(1));
        await b.ReplayCache.ReleaseAsync("released");
        (await b.ReplayCache.ReserveAsync("released", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.InProgress, "only who has reserved it may release it");

        await a.ReplayCache.ReleaseAsync("released");

        (await b.ReplayCache.ReserveAsync("used", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.Used);
        (await b.ReplayCache.ReserveAsync("released", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.Reserved);
    }

    private async Task<RedisNode> StartAsync(string more = "", string? prefix = null, TimeSpan? pollInterval = null)
    {
        var node = await RedisNode.StartAsync(_redis.Address + more, prefix, pollInterval);
        _toDispose.Add(node);
        return node;
    }

    private static async Task<int> SubscribersAsync(ConnectionMultiplexer connection) =>
        (int)(await connection.GetDatabase().ExecuteAsync("PUBSUB", "NUMSUB", "okta-logout:wake"))[1];

    private static async Task BeginAnewAsync(ConnectionMultiplexer admin, string ticket)
    {
        var transaction = admin.GetDatabase().CreateTransaction();
        _ = transaction.ExecuteAsync("FLUSHALL");
        _ = AddAsync(transaction, ticket, "*");
        (await transaction.ExecuteAsync()).Should().BeTrue();
    }

    private static Task<RedisResult> AddAsync(IDatabaseAsync database, string ticket, string id)
    {
        var revocation = new SessionRevocation(SessionTarget.ForTicket(ticket), TimeProvider.System.GetUtcNow().AddDays(14));
        var record = RevocationLogCodec.Write(SessionTargetKind.Ticket, revocation.Target.GetKey(), revocation.ToEntry());
        return database.ExecuteAsync("XADD", "okta-logout:entries", id, "d", (RedisValue)record.Data, "x", record.ExpiresAt.ToUnixTimeSeconds());
    }

    private Task<ConnectionMultiplexer> ConnectAsync(RedisServer? server = null) => ConnectionMultiplexer.ConnectAsync((server ?? _redis).Address + ",allowAdmin=true");

    private sealed class RunningRedis : IAsyncDisposable
    {
        public RedisServer Server { get; } = new();

        public async ValueTask DisposeAsync() => await Server.DisposeAsync();
    }
}
