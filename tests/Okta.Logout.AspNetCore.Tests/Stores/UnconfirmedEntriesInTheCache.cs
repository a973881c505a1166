using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Entries in a shared cache that requests cause which anybody can send: a fixed number of keys and bytes, whatever is sent.</summary>
public sealed class UnconfirmedEntriesInTheCache
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new(The.Now);
    private readonly SomeCache _cache = new();
    private readonly FakeLogger<DistributedCacheSessionRevocationStore> _logger = new();

    [Fact]
    public async Task The_cache_holds_a_fixed_number_of_keys_and_bytes_and_a_genuine_one_before_amid_and_after_ends_its_session_on_each_node()
    {
        var (a, b) = (Store(), Store());
        await SendAsync(a, "before", network: 1);
        for (var i = 0; i < 140_000; i++)
        {
            if (i == 70_000)
                await SendAsync(a, "amid", network: 1);
            await SendAsync(a, $"sid-{i}", network: 2);
        }

        await SendAsync(a, "after", network: 1);

        var keys = _cache.Writes.Distinct().ToList();
        keys.Should().HaveCountLessThanOrEqualTo(UnconfirmedTable.Slots).And.OnlyContain(key => key.StartsWith("okta-logout:unconfirmed-", StringComparison.Ordinal));
        keys.Sum(key => key.Length + _cache.Get(key)!.Length).Should().BeLessThanOrEqualTo(UnconfirmedTable.Slots * (27 + 2_049));
        foreach (var sid in new[] { "before", "amid", "after" })
        {
            (await b.IsRevokedAsync(Session(sid))).Should().BeTrue();
            (await a.IsRevokedAsync(Session(sid))).Should().BeTrue();
        }
    }

    [Fact]
    public async Task A_session_that_is_seen_on_one_node_stays_ended_on_all_whatever_follows()
    {
        await SendAsync(Store(), The.Sid, network: 1);
        (await Store().IsRevokedAsync(Session(The.Sid))).Should().BeTrue();
        _cache.Writes.Should().HaveCount(2).And.ContainSingle(key => !key.Contains("unconfirmed"));

        foreach (var slot in _cache.Writes.Where(key => key.Contains("unconfirmed")).ToList())
            _cache.Remove(slot);

        (await Store().IsRevokedAsync(Session(The.Sid))).Should().BeTrue();
        (await Store().IsRevokedAsync(Session(The.Sid, signedIn: The.Now.AddMilliseconds(1)))).Should().BeFalse("a sign-in that was completed later lives");
    }

    [Fact]
    public async Task A_session_that_is_seen_on_the_node_that_received_the_request_is_confirmed_as_well()
    {
        var node = Store();
        await SendAsync(node, The.Sid, network: 1);

        (await node.IsRevokedAsync(Session(The.Sid))).Should().BeTrue();
        (await node.IsRevokedAsync(Session(The.Sid))).Should().BeTrue();

        _cache.Writes.Should().HaveCount(2, "it is confirmed once");
    }

    [Fact]
    public async Task What_cannot_be_confirmed_while_the_cache_is_down_ends_all_the_same_and_is_confirmed_later()
    {
        var node = Store();
        await SendAsync(node, The.Sid, network: 1);
        _cache.IsDown = true;
        (await node.IsRevokedAsync(Session(The.Sid))).Should().BeTrue();

        _cache.IsDown = false;
        (await node.IsRevokedAsync(Session(The.Sid))).Should().BeTrue();

        _cache.Writes.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_entry_lives_as_long_as_any_other()
    {
        await SendAsync(Store(), The.Sid, network: 1);

        _clock.Advance(TimeSpan.FromDays(14));
        (await Store().IsRevokedAsync(Session(The.Sid))).Should().BeTrue();
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await Store().IsRevokedAsync(Session(The.Sid))).Should().BeFalse();
    }

    [Fact]
    public async Task Nodes_that_write_one_slot_at_once_lose_nothing()
    {
        var isFirst = true;
        _cache.Written = key =>
        {
            // The other node had read before we wrote, and writes what it knows just after us.
            if (isFirst)
                _cache.Set(key, new UnconfirmedSlot().Encode(), new());
            isFirst = false;
        };

        await SendAsync(Store(), The.Sid, network: 1);

        (await Store().IsRevokedAsync(Session(The.Sid))).Should().BeTrue();
    }

    [Fact]
    public async Task A_node_that_is_slow_between_its_read_and_its_write_loses_nothing_of_others()
    {
        await SendAsync(Store(), The.Sid, network: 1);
        _cache.Set(_cache.Writes.Single(), new UnconfirmedSlot().Encode(), new());
        (await Store().IsRevokedAsync(Session(The.Sid))).Should().BeFalse("it was overwritten");

        _clock.Advance(CheckTimeout);

        await Eventually.BecomesTrueAsync(() => Store().IsRevokedAsync(Session(The.Sid)).AsTask());
    }

    [Fact]
    public async Task Many_at_once_on_two_nodes_are_all_kept()
    {
        var nodes = new[] { Store(), Store() };

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => Task.Run(() => SendAsync(nodes[i % 2], $"sid-{i}", network: (uint)i))));
        _clock.Advance(CheckTimeout);

        for (var i = 0; i < 2_000; i++)
            await Eventually.BecomesTrueAsync(() => nodes[(i + 1) % 2].IsRevokedAsync(Session($"sid-{i}")).AsTask());
    }

    [Fact]
    public async Task What_is_read_back_later_is_bounded_and_costs_one_read_each()
    {
        var node = Store();
        for (var i = 0; i < 5_000; i++)
            await SendAsync(node, $"sid-{i}", network: (uint)i);
        var (reads, writes) = (_cache.Reads.Count, _cache.Writes.Count);

        _clock.Advance(CheckTimeout);

        await Eventually.BecomesTrueAsync(() => Task.FromResult(_cache.Reads.Count == reads + 4_096));
        _cache.Writes.Should().HaveCount(writes);
    }

    [Fact]
    public async Task A_slot_that_is_none_ends_no_session_and_is_an_outage_until_the_next_request()
    {
        await SendAsync(Store(), The.Sid, network: 1);
        _cache.Set(_cache.Writes.Single(), [9, 9], new());

        (await FluentActions.Awaiting(() => Store().IsRevokedAsync(Session(The.Sid)).AsTask()).Should().ThrowAsync<InvalidOperationException>()).WithMessage("OL9003*");
        _logger.Collector.GetSnapshot().Should().Contain(record => record.Message.StartsWith("OL9003", StringComparison.Ordinal));

        await SendAsync(Store(), The.Sid, network: 1);
        (await Store().IsRevokedAsync(Session(The.Sid))).Should().BeTrue();
    }

    [Fact]
    public async Task No_key_and_no_value_holds_a_name_or_an_address()
    {
        await SendAsync(Store(), The.Sid, network: 1);

        _cache.Writes.Single().Should().MatchRegex("^okta-logout:unconfirmed-[0-9a-f]{3}$");
        _cache.Get(_cache.Writes.Single()).Should().HaveCount(33);
    }

    private static Task SendAsync(DistributedCacheSessionRevocationStore store, string sid, uint network) =>
        store.RevokeAsync(new(SessionTarget.ForSession(The.Issuer, sid).SentFrom(network).At(The.Now), The.Now.AddDays(14), isUnconfirmed: true)).AsTask();

    private static SessionDescriptor Session(string sid, DateTimeOffset? signedIn = null) =>
        new() { TicketId = sid, Issuer = The.Issuer, Subject = The.Subject, SessionId = sid, SignedInAt = signedIn };

    private DistributedCacheSessionRevocationStore Store() => new(
        _cache, Options.Create(new DistributedCacheRevocationOptions { CheckTimeout = CheckTimeout }),
        new(new(_clock), NullLogger<ForgottenRevocations>.Instance), _clock, _logger);
}
