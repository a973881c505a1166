using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>An app moves from one store to another: for a time, its nodes append to both, and read both.</summary>
public sealed class MirroredLogs : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(The.Now);
    private readonly LogInMemory _old = new();
    private readonly LogInMemory _new = new();
    private readonly List<LogNode> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task Nodes_before_during_and_after_the_move_know_of_each_others_sign_outs()
    {
        var (before, during) = (await StartAsync(_old.Connect()), await StartAsync(Both()));

        await before.RevokeAsync("before");
        await during.RevokeAsync("during");

        await during.KnowsAsync("before");
        await before.KnowsAsync("during");
        var after = await StartAsync(_new.Connect());
        await after.KnowsAsync("during");
        await after.RevokeAsync("after");
        await during.KnowsAsync("after");
    }

    [Fact]
    public async Task A_node_that_starts_reads_both_to_their_ends()
    {
        var paged = new LogInMemory { PageSize = 2 };
        foreach (var (log, name) in new[] { (paged, "old"), (_new, "new") })
        {
            var writer = await StartAsync(log.Connect());
            for (var i = 0; i < 5; i++)
                await writer.RevokeAsync(name + i);
        }

        var node = await StartAsync(new MirroredRevocationLog([paged.Connect(), _new.Connect()], _clock));

        node.Replica.Known.Count.Should().Be(10);
    }

    [Fact]
    public async Task A_revocation_that_only_one_takes_counts_as_not_written()
    {
        var node = await StartAsync(Both());
        _new.IsDown = true;

        await FluentActions.Awaiting(() => node.RevokeAsync("t")).Should().ThrowAsync<IOException>();

        (await node.IsRevokedAsync("t")).Should().BeTrue();
    }

    [Fact]
    public async Task While_one_cannot_be_read_what_comes_by_the_other_counts_and_the_fault_is_said()
    {
        var (node, other) = (await StartAsync(Both()), await StartAsync(_old.Connect()));
        _new.IsDown = true;

        await other.RevokeAsync("t");

        await EventuallyAsync(() => node.Has("t") && node.Problem is not null);
        node.Problem.Should().StartWith("OL9102");
        _new.IsDown = false;
        await EventuallyAsync(() => node.Problem is null);
        node.Logger.Collector.GetSnapshot().Count(line => line.Id.Id == 9102).Should().Be(1, "it is one interruption");
    }

    [Fact]
    public async Task A_node_that_starts_while_one_is_down_is_current_by_the_other()
    {
        _new.IsDown = true;
        await StartAsync(_old.Connect());
        var node = await StartAsync(Both(), new() { StartTimeout = TimeSpan.Zero });

        await EventuallyAsync(() => node.Replica.IsCaughtUp);
        for (var second = 0; second < 120; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Eventually.BecomesTrueAsync(() => Task.FromResult(node.Replica.Age < TimeSpan.FromSeconds(13)));
        }

        (await node.IsRevokedAsync("t")).Should().BeFalse();
        node.Problem.Should().StartWith("OL9102");
        _new.IsDown = false;
        await EventuallyAsync(() => node.Problem is null);
        node.Logger.Collector.GetSnapshot().Should().ContainSingle(line => line.Id.Id == 9102).And.ContainSingle(line => line.Id.Id == 9103);
    }

    [Fact]
    public async Task A_long_history_of_one_is_read_at_once_while_the_other_is_down()
    {
        var paged = new LogInMemory { PageSize = 2 };
        paged.Append([.. Enumerable.Range(0, 100).Select(i => Record($"t{i}"))]);
        _new.IsDown = true;

        var node = await StartAsync(new MirroredRevocationLog([paged.Connect(), _new.Connect()], _clock), new() { StartTimeout = TimeSpan.Zero });

        await Eventually.BecomesTrueAsync(() => Task.FromResult(node.Replica.Known.Count == 100));
        _clock.GetUtcNow().Should().Be(The.Now, "the clock stands still");
    }

    [Fact]
    public async Task A_long_history_of_one_does_not_wait_at_each_page_for_the_other_that_hangs()
    {
        var paged = new LogInMemory { PageSize = 2 };
        paged.Append([.. Enumerable.Range(0, 100).Select(i => Record($"t{i}"))]);
        _new.HangingReads = int.MaxValue;

        var node = await StartAsync(new MirroredRevocationLog([paged.Connect(), _new.Connect()], _clock), new() { StartTimeout = TimeSpan.Zero });

        await EventuallyAsync(() => node.Has("t1"));
        var began = _clock.GetUtcNow();
        await Eventually.BecomesTrueAsync(_clock, TimeSpan.FromMilliseconds(10), () => Task.FromResult(node.Replica.Known.Count == 100));
        (_clock.GetUtcNow() - began).Should().BeLessThan(TimeSpan.FromSeconds(60), "50 pages at 4 seconds are more");
    }

    [Fact]
    public async Task While_neither_can_be_read_a_node_has_not_read_the_list()
    {
        (_old.IsDown, _new.IsDown) = (true, true);
        var node = await StartAsync(Both(), new() { StartTimeout = TimeSpan.Zero });

        await EventuallyAsync(() => node.Problem?.StartsWith("OL9102", StringComparison.Ordinal) is true);

        node.Replica.IsCaughtUp.Should().BeFalse();
        (_old.IsDown, _new.IsDown) = (false, false);
        await EventuallyAsync(() => node.Problem is null && node.Replica.IsCaughtUp);
    }

    [Fact]
    public async Task What_one_has_had_for_long_is_history_also_where_it_is_read_later_than_the_other()
    {
        var both = Both();
        _new.Append(Record("old"));
        _new.IsDown = true;
        var first = await both.ReadAsync(null);
        _new.IsDown = false;
        _clock.Advance(TimeSpan.FromSeconds(10));

        var second = await both.ReadAsync(first.Position);
        _new.Append(Record("recent"));
        var third = await both.ReadAsync(second.Position);

        (second.History.Count, second.Records.Count).Should().Be((1, 0));
        (third.History.Count, third.Records.Count).Should().Be((0, 1));
    }

    [Fact]
    public async Task A_repeated_append_goes_only_to_those_that_have_not_accepted_it()
    {
        var both = Both();
        _new.IsFull = true;
        for (var attempt = 0; attempt < 3; attempt++)
            await FluentActions.Awaiting(() => both.AppendAsync([Record("t"), Record($"t{attempt}")]).AsTask()).Should().ThrowAsync<IOException>();
        _new.IsFull = false;

        await both.AppendAsync([Record("t"), Record("u")]);

        _old.Entries.Should().HaveCount(1 + 3 + 1);
        _new.Entries.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_repeated_append_goes_again_to_one_that_may_have_lost_it()
    {
        var both = Both();
        var start = await both.ReadAsync(null);
        _new.IsFull = true;
        await FluentActions.Awaiting(() => both.AppendAsync([Record("t")]).AsTask()).Should().ThrowAsync<IOException>();
        _old.Lose(RevocationLogLoss.Any, _ => true);
        await both.ReadAsync(start.Position);
        _new.IsFull = false;

        await both.AppendAsync([Record("t")]);

        _old.Entries.Should().ContainSingle();
    }

    [Fact]
    public async Task A_repeated_append_is_acknowledged_as_weakly_as_the_first()
    {
        _old.Acknowledgement = RevocationAcknowledgement.Replicated(0, 1);
        var both = Both();
        _new.IsFull = true;
        await FluentActions.Awaiting(() => both.AppendAsync([Record("t")]).AsTask()).Should().ThrowAsync<IOException>();
        _new.IsFull = false;

        (await both.AppendAsync([Record("t")])).Should().BeSameAs(_old.Acknowledgement);
    }

    [Fact]
    public async Task While_one_hangs_what_comes_by_the_other_counts()
    {
        var (node, other) = (await StartAsync(Both()), await StartAsync(_old.Connect()));
        _new.HangingReads = int.MaxValue;

        await other.RevokeAsync("t");

        await EventuallyAsync(() => node.Has("t"));
    }

    [Fact]
    public async Task One_that_wakes_nobody_leaves_it_to_the_other()
    {
        var (node, other) = (await StartAsync(new MirroredRevocationLog([_old.Connect(), new Silent(_new.Connect())], _clock)), await StartAsync(_old.Connect()));

        await other.RevokeAsync("t");

        await node.KnowsAsync("t");
    }

    [Fact]
    public async Task The_acknowledgement_is_the_weaker_of_the_two()
    {
        var strong = new Acknowledging(_old.Connect(), RevocationAcknowledgement.Replicated(2, 2));
        var weak = new Acknowledging(_new.Connect(), RevocationAcknowledgement.Replicated(0, 1));

        (await new MirroredRevocationLog([strong, weak], _clock).AppendAsync([])).Should().BeSameAs(await weak.AppendAsync([]));
        (await new MirroredRevocationLog([weak, strong], _clock).AppendAsync([])).Should().BeSameAs(await weak.AppendAsync([]));
    }

    [Fact]
    public async Task Both_are_trimmed_and_disposed()
    {
        var (one, two) = (new Disposable(_old.Connect()), new Disposable(_new.Connect()));
        var both = new MirroredRevocationLog([one, two], _clock);

        await both.TrimAsync();
        both.Dispose();

        (_old.Trims, _new.Trims).Should().Be((1, 1));
        (one.Disposals, two.Disposals).Should().Be((1, 1));
    }

    private MirroredRevocationLog Both() => new([_old.Connect(), _new.Connect()], _clock);

    private static RevocationLogRecord Record(string ticket)
    {
        var revocation = LogNode.Revocation(ticket);
        return RevocationLogCodec.Write(SessionTargetKind.Ticket, revocation.Target.GetKey(), revocation.ToEntry());
    }

    private async Task<LogNode> StartAsync(IRevocationLog log, RevocationLogOptions? options = null)
    {
        var node = new LogNode(log, _clock, options);
        _nodes.Add(node);
        await node.StartAsync();
        return node;
    }

    private Task EventuallyAsync(Func<bool> condition) => Eventually.BecomesTrueAsync(_clock, TimeSpan.FromSeconds(1), () => Task.FromResult(condition()));

    private class Decorated(IRevocationLog log) : IRevocationLog
    {
        public virtual ValueTask<RevocationAcknowledgement> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken = default) =>
            log.AppendAsync(records, cancellationToken);

        public ValueTask<RevocationLogPage> ReadAsync(string? position, CancellationToken cancellationToken = default) => log.ReadAsync(position, cancellationToken);

        public virtual Task WaitAsync(CancellationToken cancellationToken = default) => log.WaitAsync(cancellationToken);

        public ValueTask TrimAsync(CancellationToken cancellationToken = default) => log.TrimAsync(cancellationToken);
    }

    private sealed class Silent(IRevocationLog log) : Decorated(log)
    {
        public override Task WaitAsync(CancellationToken cancellationToken = default) => Task.FromException(new UnauthorizedAccessException());
    }

    private sealed class Acknowledging(IRevocationLog log, RevocationAcknowledgement acknowledgement) : Decorated(log)
    {
        public override ValueTask<RevocationAcknowledgement> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken = default) =>
            new(acknowledgement);
    }

    private sealed class Disposable(IRevocationLog log) : Decorated(log), IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }
}
