using System.Globalization;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>A revocation list in the memory of each node, which follows a log.</summary>
public sealed class FollowingTheLog : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(The.Now);
    private readonly LogInMemory _log = new();
    private readonly List<LogNode> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task A_revocation_on_one_node_ends_the_session_on_the_others()
    {
        var (a, b) = (await StartAsync(), await StartAsync());

        await a.RevokeAsync("t");

        (await a.IsRevokedAsync("t")).Should().BeTrue();
        await b.KnowsAsync("t");
        (await b.IsRevokedAsync("other")).Should().BeFalse();
    }

    [Fact]
    public async Task A_node_that_starts_has_read_the_log_to_its_end()
    {
        var log = new LogInMemory { PageSize = 7 };
        log.Append([.. Enumerable.Range(0, 100).Select(i => Record($"t{i}"))]);

        var node = await StartAsync(log);

        for (var i = 0; i < 100; i++)
            (await node.IsRevokedAsync($"t{i}")).Should().BeTrue();
    }

    [Fact]
    public async Task A_node_starts_without_the_log_and_reads_it_when_it_is_back()
    {
        _log.Append(Record("t"));
        _log.IsDown = true;
        var node = await StartAsync(options: new() { StartTimeout = TimeSpan.Zero });
        await Eventually.BecomesTrueAsync(() => Task.FromResult(node.Problem?.StartsWith("OL9102", StringComparison.Ordinal) is true));

        _log.IsDown = false;

        await EventuallyWithTimeAsync(() => node.Has("t") && node.Problem is null);
    }

    [Fact]
    public async Task A_node_that_has_not_read_the_log_to_its_end_says_so_and_does_not_say_that_a_session_lives()
    {
        _log.HangingReads = 1;
        var node = await StartAsync(options: new() { StartTimeout = TimeSpan.Zero });

        node.Problem.Should().StartWith("OL9101");
        (await FluentActions.Awaiting(() => node.IsRevokedAsync("t")).Should().ThrowAsync<InvalidOperationException>()).WithMessage("OL9101*");
        await node.RevokeAsync("ended");
        (await node.IsRevokedAsync("ended")).Should().BeTrue();

        await EventuallyWithTimeAsync(() => node.Problem is null);
        (await node.IsRevokedAsync("t")).Should().BeFalse();
    }

    [Fact]
    public async Task A_node_is_current_when_it_has_read_the_log_to_its_end_however_long_that_took()
    {
        var node = new LogNode(new OnlyHistory(_log), _clock);
        _nodes.Add(node);
        _clock.Advance(TimeSpan.FromMinutes(5));

        await node.StartAsync();

        node.Problem.Should().BeNull();
        (await node.IsRevokedAsync("t")).Should().BeFalse();
    }

    [Fact]
    public async Task A_log_that_can_be_read_and_not_written_has_not_recovered()
    {
        var node = await StartAsync();
        await node.RevokeAsync("t");
        _log.IsFull = true;
        _log.Lose(RevocationLogLoss.Any, _ => true);
        await EventuallyWithTimeAsync(() => node.Problem is not null);
        var before = _log.Reads;
        await EventuallyWithTimeAsync(() => _log.Reads > before + 5);
        node.Problem.Should().StartWith("OL9102");

        _log.IsFull = false;

        await EventuallyWithTimeAsync(() => node.Problem is null);
        _log.Entries.Should().ContainSingle();
        node.Logger.Collector.GetSnapshot().Should().ContainSingle(line => line.Id.Id == 9102).And.ContainSingle(line => line.Id.Id == 9103);
    }

    [Fact]
    public async Task An_interruption_is_counted_and_said_once_however_long_it_is()
    {
        var node = await StartAsync();
        using var interruptions = node.Collect("okta.logout.revocation_log.interruptions");
        _log.IsDown = true;
        await EventuallyWithTimeAsync(() => node.Problem is not null);
        for (var second = 0; second < 30; second++)
            _clock.Advance(TimeSpan.FromSeconds(1));

        _log.IsDown = false;
        await EventuallyWithTimeAsync(() => node.Problem is null);

        interruptions.GetMeasurementSnapshot().Should().ContainSingle().Which.Value.Should().Be(1);
        node.Logger.Collector.GetSnapshot().Should().ContainSingle(line => line.Id.Id == 9102).And.ContainSingle(line => line.Id.Id == 9103);
    }

    [Fact]
    public async Task Records_are_counted_by_what_became_of_them()
    {
        var node = await StartAsync();
        using var records = node.Collect("okta.logout.revocation_log.records");
        _log.Append(Bytes(1), Record("t"));
        await node.KnowsAsync("t");
        await node.RevokeAsync("own");
        _log.IsDown = true;
        await FluentActions.Awaiting(() => node.RevokeAsync("not written")).Should().ThrowAsync<IOException>();

        Dictionary<string, long> Counted() => records.GetMeasurementSnapshot().GroupBy(measurement => (string)measurement.Tags["okta.logout.result"]!)
            .ToDictionary(group => group.Key, group => group.Sum(measurement => measurement.Value));
        Counted().Should().Contain("unreadable", 1).And.Contain("appended", 1).And.Contain("failed", 1);
        Counted()["read"].Should().BeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_revocation_that_the_log_does_not_take_counts_on_its_node_and_fails()
    {
        var node = await StartAsync();
        _log.IsDown = true;

        await FluentActions.Awaiting(() => node.RevokeAsync("t")).Should().ThrowAsync<IOException>();

        (await node.IsRevokedAsync("t")).Should().BeTrue();
    }

    [Fact]
    public async Task A_node_that_nobody_wakes_reads_from_time_to_time()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        _log.Wakes = false;

        await a.RevokeAsync("t");

        await EventuallyWithTimeAsync(() => b.Has("t"));
    }

    [Fact]
    public async Task However_many_revocations_come_a_node_reads_once_an_interval()
    {
        var node = await StartAsync(options: new() { MinReadInterval = TimeSpan.FromMilliseconds(10) });
        var before = _log.Reads;

        for (var i = 0; i < 200; i++)
        {
            _log.Append(Record($"t{i}"));
            await Task.Yield();
        }

        _log.Reads.Should().Be(before, "the clock stands still");
        await Eventually.BecomesTrueAsync(_clock, TimeSpan.FromMilliseconds(1), () => Task.FromResult(node.Has("t199")));
        node.Has("t0").Should().BeTrue();
        _log.Reads.Should().Be(before + 1);
    }

    [Fact]
    public async Task A_read_that_hangs_is_given_up()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        _log.HangingReads = 2;

        await a.RevokeAsync("t");

        await EventuallyWithTimeAsync(() => b.Has("t"));
    }

    [Fact]
    public async Task While_the_log_is_quiet_one_sign_of_life_an_interval_keeps_all_nodes_fresh()
    {
        var nodes = new[] { await StartAsync(), await StartAsync(), await StartAsync() };

        for (var second = 0; second < 120; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Eventually.BecomesTrueAsync(() => Task.FromResult(nodes.All(node => node.Replica.Age < TimeSpan.FromSeconds(13))));
        }

        nodes.Should().OnlyContain(node => node.Problem == null);
        _log.Records.Count.Should().BeInRange(8, 3 * 24);
    }

    [Fact]
    public async Task A_node_whose_knowledge_is_too_old_does_not_say_that_a_session_lives()
    {
        var node = await StartAsync();
        await node.RevokeAsync("ended");
        _log.IsDown = true;

        _clock.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1));

        (await node.IsRevokedAsync("ended")).Should().BeTrue();
        (await FluentActions.Awaiting(() => node.IsRevokedAsync("t")).Should().ThrowAsync<InvalidOperationException>()).WithMessage("OL9103*");
        node.Problem.Should().NotBeNull();
    }

    [Fact]
    public async Task Signs_of_life_in_the_past_of_the_log_make_nobody_fresh()
    {
        _log.Append(RevocationLogCodec.Heartbeat(The.Now.AddDays(-1)));
        var node = new LogNode(new OnlyHistory(_log), _clock);
        _nodes.Add(node);

        await node.StartAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));

        node.Problem.Should().StartWith("OL9103");
    }

    [Fact]
    public async Task Signs_of_life_on_a_later_page_of_the_past_make_nobody_fresh_either()
    {
        _log.Append(Record("t"), RevocationLogCodec.Heartbeat(The.Now.AddDays(-1)));
        var node = new LogNode(new OnlyHistory(_log, pageSize: 1), _clock);
        _nodes.Add(node);

        await node.StartAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));

        node.Has("t").Should().BeTrue();
        node.Problem.Should().StartWith("OL9103");
    }

    [Fact]
    public async Task What_a_node_has_read_at_its_start_is_not_taken_for_lost_when_only_recent_records_may_be()
    {
        _log.Append([.. Enumerable.Range(0, 100).Select(i => Record($"t{i}"))]);
        var node = await StartAsync();
        _log.RepeatsFrom = 100;

        _log.Lose(RevocationLogLoss.Recent, _ => false);
        await node.RevokeAsync("after");
        await EventuallyWithTimeAsync(() => node.Logger.Collector.GetSnapshot().Any(line => line.Message.StartsWith("OL9104", StringComparison.Ordinal)));
        _clock.Advance(TimeSpan.FromSeconds(6));

        var before = _log.Trims;
        await EventuallyWithTimeAsync(() => _log.Trims > before);
        _log.Entries.Count().Should().BeInRange(101, 102, "that of the node itself may be appended twice");
    }

    [Fact]
    public async Task Records_that_cannot_be_read_are_skipped_and_said()
    {
        var newer = Record("newer").Data.ToArray();
        newer[0]++;
        _log.Append(Bytes(), Bytes(1), Bytes(1, 99, 3), Bytes([.. Record("cut").Data.ToArray().Take(10)]), Bytes([.. newer, 1, 2, 3]), Record("t"));

        var node = await StartAsync();

        (await node.IsRevokedAsync("t")).Should().BeTrue();
        (await node.IsRevokedAsync("newer")).Should().BeTrue("what is understood of it counts");
        node.Logger.Collector.GetSnapshot().Should().ContainSingle(line => line.Message.StartsWith("OL9105: 4 records", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_log_that_began_anew_has_lost_is_appended_again()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        for (var i = 0; i < 700; i++)
            await a.RevokeAsync($"t{i}");
        await b.KnowsAsync("t699");
        _clock.Advance(TimeSpan.FromHours(1));

        _log.Lose(RevocationLogLoss.Any, _ => true);

        await EventuallyWithTimeAsync(() => _log.Entries.Count() >= 700);
        var newcomer = await StartAsync();
        for (var i = 0; i < 700; i++)
            (await newcomer.IsRevokedAsync($"t{i}")).Should().BeTrue();
        _log.Entries.Count().Should().BeLessThanOrEqualTo(2 * 700, "each node appends what it misses once at most");
    }

    [Fact]
    public async Task What_others_have_appended_again_meanwhile_is_not_appended_once_more()
    {
        var node = await StartAsync();
        var records = Enumerable.Range(0, 1_200).Select(i => Record($"t{i}")).ToArray();
        _log.Append(records);
        await node.KnowsAsync("t1199");
        var ofTheNode = 0;
        _log.Appending = batch =>
        {
            if (batch[0].Kind is not RevocationLogRecordKind.Entry)
                return;
            _log.Appending = null;
            ofTheNode = batch.Count;
            _log.Append(records);
        };

        _log.Lose(RevocationLogLoss.Any, _ => true);

        await EventuallyWithTimeAsync(() => node.Logger.Collector.GetSnapshot().Any(line => line.Id.Id == 9105));
        ofTheNode.Should().BeInRange(1, 500);
        _log.Entries.Count().Should().Be(ofTheNode + records.Length);
    }

    [Fact]
    public async Task What_a_copy_that_was_behind_has_lost_is_appended_again_by_those_who_have_it()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        await a.RevokeAsync("old");
        await b.KnowsAsync("old");
        _clock.Advance(TimeSpan.FromHours(1));
        await a.RevokeAsync("recent");
        await EventuallyWithTimeAsync(() => b.Has("recent"));
        var lost = _log.Entries.Last();

        _log.Lose(RevocationLogLoss.Recent, record => record == lost);

        await EventuallyWithTimeAsync(() => _log.Entries.Count() >= 2);
        (await (await StartAsync()).IsRevokedAsync("recent")).Should().BeTrue();
    }

    [Fact]
    public async Task An_entry_of_a_stranger_reaches_all_nodes_and_becomes_an_ordinary_one_when_its_session_is_seen()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        await a.Store.RevokeAsync(new(SessionTarget.ForSession(The.Issuer, The.Sid).SentFrom(7).At(The.Now), The.Now.AddDays(14), isUnconfirmed: true));
        _log.Records.Where(record => record.Kind is RevocationLogRecordKind.Unconfirmed).Should().ContainSingle();

        await Eventually.BecomesTrueAsync(() => b.Store.IsRevokedAsync(LogNode.Session("t", The.Sid)).AsTask());

        await Eventually.BecomesTrueAsync(() => Task.FromResult(_log.Entries.Count() == 1));
        (await b.Store.IsRevokedAsync(LogNode.Session("t", The.Sid))).Should().BeTrue();
        _log.Entries.Should().ContainSingle("it is appended once");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_entry_of_a_stranger_that_cannot_be_appended_as_an_ordinary_one_at_first_is_appended_later(bool hangs)
    {
        var node = await StartAsync();
        await node.Store.RevokeAsync(new(SessionTarget.ForSession(The.Issuer, The.Sid).SentFrom(7).At(The.Now), The.Now.AddDays(14), isUnconfirmed: true));
        (_log.IsFull, _log.HangingAppends) = (!hangs, hangs ? 1 : 0);

        (await node.Store.IsRevokedAsync(LogNode.Session("t", The.Sid))).Should().BeTrue();

        _log.IsFull = false;
        await EventuallyWithTimeAsync(() => _log.Entries.Any());
        _log.Entries.Should().ContainSingle();
    }

    [Fact]
    public async Task What_many_nodes_append_at_once_reaches_all()
    {
        var nodes = new List<LogNode>();
        for (var i = 0; i < 4; i++)
            nodes.Add(await StartAsync());

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => Task.Run(() => nodes[i % 4].RevokeAsync($"t{i}"))));

        foreach (var node in nodes)
        {
            for (var i = 0; i < 2_000; i++)
                await node.KnowsAsync($"t{i}");
        }
    }

    [Fact]
    public async Task The_log_is_trimmed_from_time_to_time()
    {
        await StartAsync();
        var before = _log.Trims;

        await EventuallyWithTimeAsync(() => _log.Trims > before + 1);
    }

    [Fact]
    public void Neither_order_nor_repetition_of_records_matters() => Gen.Select(Gen.Int[0, 5].Array[1, 12], Gen.Int).Sample((tickets, seed) =>
    {
        List<RevocationLogRecord> records = [.. tickets.Select((ticket, i) => Record($"t{ticket}", The.Now.AddDays(i + 1)))];
        var shuffled = records.Concat(records).ToArray();
        new Random(seed).Shuffle(shuffled);

        var (ordered, mixed) = (Replica(records), Replica(shuffled));

        mixed.Known.Entries().Should().BeEquivalentTo(ordered.Known.Entries());
    });

    private static RevocationLogRecord Record(string ticket, DateTimeOffset? expiresAt = null)
    {
        var target = SessionTarget.ForTicket(ticket);
        return RevocationLogCodec.Write(SessionTargetKind.Ticket, target.GetKey(), new SessionRevocation(target, expiresAt ?? The.Now.AddDays(14)).ToEntry());
    }

    private static RevocationLogRecord Bytes(params byte[] bytes) => new(bytes);

    private RevocationReplica Replica(IEnumerable<RevocationLogRecord> records)
    {
        var replica = new RevocationReplica(new(_clock), _clock);
        foreach (var record in records)
            RevocationLogCodec.TryRead(record.Data.Span, replica).Should().BeTrue();
        return replica;
    }

    private async Task<LogNode> StartAsync(LogInMemory? log = null, RevocationLogOptions? options = null)
    {
        var node = new LogNode((log ?? _log).Connect(), _clock, options);
        _nodes.Add(node);
        await node.StartAsync();
        return node;
    }

    private Task EventuallyWithTimeAsync(Func<bool> condition) => Eventually.BecomesTrueAsync(_clock, TimeSpan.FromSeconds(1), () => Task.FromResult(condition()));

    /// <summary>A log that returns what it had when the node started, and nothing that comes after.</summary>
    private sealed class OnlyHistory(LogInMemory log, int pageSize = 1_000) : IRevocationLog
    {
        private readonly List<RevocationLogRecord> _history = log.Records;

        public ValueTask<RevocationAcknowledgement> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken = default) =>
            new(RevocationAcknowledgement.Accepted);

        public ValueTask<RevocationLogPage> ReadAsync(string? position, CancellationToken cancellationToken = default)
        {
            var start = position is null ? 0 : int.Parse(position, CultureInfo.InvariantCulture);
            var end = Math.Min(start + pageSize, _history.Count);
            return new(new RevocationLogPage([.. _history.Skip(start).Take(pageSize)], end.ToString(CultureInfo.InvariantCulture)) { HasMore = end < _history.Count });
        }

        public Task WaitAsync(CancellationToken cancellationToken = default) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

        public ValueTask TrimAsync(CancellationToken cancellationToken = default) => default;
    }
}
