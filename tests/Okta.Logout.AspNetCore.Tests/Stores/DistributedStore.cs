using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The rules that apply only to a list in a shared cache.</summary>
public sealed class DistributedStore
{
    private static readonly SessionDescriptor Session = new()
    {
        TicketId = "t1",
        Issuer = The.Issuer,
        Subject = The.Subject,
        SessionId = The.Sid,
        Email = The.Email,
        StartedAt = The.Now.AddMinutes(-1),
    };

    private readonly FakeTimeProvider _clock = new(The.Now);
    private readonly SomeCache _cache = new();
    private readonly FakeLogger<DistributedCacheSessionRevocationStore> _logger = new();
    private readonly ForgottenRevocations _forgotten = new(new(TimeProvider.System), NullLogger<ForgottenRevocations>.Instance);

    public static TheoryData<byte[]> Malformed =>
    [
        [], [2], "text"u8.ToArray(), new byte[25], [1, .. Entry()[1..]], Entry()[..24],
        [2, .. Enumerable.Repeat((byte)0xff, 24)], [2, 0x80, 0, 0, 0, 0, 0, 0, 0, .. Entry()[9..]],
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_value_that_is_no_entry_counts_as_an_end_and_the_next_one_repairs_it(byte[] value)
    {
        var store = Store();
        await store.RevokeAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject).At(The.Now), The.Now.AddDays(1)));
        _cache.Set(_cache.Writes.Single(), value, new());

        (await Store().IsRevokedAsync(Later())).Should().BeTrue();
        _logger.Collector.GetSnapshot().Should().Contain(record => record.Id.Id == 9003);

        await store.RevokeAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject).At(The.Now), The.Now.AddDays(1)));
        (await Store().IsRevokedAsync(Session)).Should().BeTrue();
        (await Store().IsRevokedAsync(Later())).Should().BeFalse();
    }

    [Fact]
    public async Task No_key_and_no_value_holds_a_name()
    {
        var store = Store();
        await store.RevokeAsync(new(SessionTarget.ForEmail(The.Issuer, The.Email), The.Now.AddDays(1)));

        _cache.Writes.Single().Should().MatchRegex("^okta-logout:[0-9a-f]{32}$");
        _cache.Get(_cache.Writes.Single()).Should().HaveCount(25);
    }

    [Fact]
    public async Task A_check_asks_once_for_each_way_to_name_the_session()
    {
        var store = Store();
        await store.IsRevokedAsync(Session);
        _cache.Reads.Should().HaveCount(6).And.OnlyHaveUniqueItems();

        _cache.Reads.Clear();
        await store.IsRevokedAsync(new() { TicketId = "t1", Issuer = The.Issuer, Subject = The.Subject });
        _cache.Reads.Should().HaveCount(3);
    }

    [Fact]
    public async Task One_entry_is_enough_where_other_questions_fail()
    {
        await Store().RevokeAsync(new(SessionTarget.ForTicket("t1"), The.Now.AddDays(1)));
        _cache.Reads.Clear();
        _cache.FailsRead = number => number > 1;

        (await Store().IsRevokedAsync(Session)).Should().BeTrue();
    }

    [Fact]
    public async Task Without_an_entry_one_failed_question_is_a_failure()
    {
        _cache.FailsRead = number => number is 3;

        await FluentActions.Awaiting(() => Store().IsRevokedAsync(Session).AsTask()).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task What_was_seen_once_is_known_while_the_cache_is_down()
    {
        await Store().RevokeAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject).At(The.Now), The.Now.AddDays(1)));
        var node = Store();
        await node.IsRevokedAsync(Session);

        _cache.IsDown = true;

        (await node.IsRevokedAsync(Session)).Should().BeTrue();
        await FluentActions.Awaiting(() => node.IsRevokedAsync(Later()).AsTask()).Should().ThrowAsync<IOException>("a later session is another");
    }

    [Fact]
    public async Task An_entry_that_another_node_overwrites_with_less_is_written_again()
    {
        var isFirst = true;
        _cache.Written = key =>
        {
            // The other node had read before we wrote, and writes what it knows just after us.
            if (isFirst)
                _cache.Set(key, Entry(), new());
            isFirst = false;
        };

        await Store().RevokeAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now.AddHours(1)), The.Now.AddDays(2)));

        (await Store().IsRevokedAsync(Later())).Should().BeTrue();
    }

    [Fact]
    public async Task A_cache_that_keeps_nothing_is_reported()
    {
        var forgetful = new DistributedCacheSessionRevocationStore(new ForgetfulCache(), Options.Create(new DistributedCacheRevocationOptions()), _forgotten, _clock, _logger);

        (await FluentActions.Awaiting(() => forgetful.RevokeAsync(new(SessionTarget.ForTicket("t1"), The.Now.AddDays(1))).AsTask())
            .Should().ThrowAsync<InvalidOperationException>()).WithMessage("OL9004*");
    }

    [Fact]
    public async Task A_live_session_is_taken_for_live_as_long_as_the_app_allows_and_no_longer()
    {
        var node = Store(TimeSpan.FromSeconds(5));
        (await node.IsRevokedAsync(Session)).Should().BeFalse();
        await Store().RevokeAsync(new(SessionTarget.ForTicket("t1"), The.Now.AddDays(1)));

        _clock.Advance(TimeSpan.FromSeconds(4.9));
        (await node.IsRevokedAsync(Session)).Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        (await node.IsRevokedAsync(Session)).Should().BeTrue();
    }

    [Fact]
    public async Task What_this_node_ends_is_never_taken_for_live()
    {
        var node = Store(TimeSpan.FromSeconds(5));
        await node.IsRevokedAsync(Session);

        await node.RevokeAsync(new(SessionTarget.ForTicket("t1"), The.Now.AddDays(1)));

        (await node.IsRevokedAsync(Session)).Should().BeTrue();
    }

    [Fact]
    public async Task By_default_every_check_asks()
    {
        var node = Store();
        await node.IsRevokedAsync(Session);
        await node.IsRevokedAsync(Session);

        _cache.Reads.Should().HaveCount(12);
    }

    private static byte[] Entry() => RevocationEntry.Of(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now), The.Now.AddDays(1)).Encode();

    private static SessionDescriptor Later() =>
        new() { TicketId = "t2", Issuer = The.Issuer, Subject = The.Subject, StartedAt = The.Now.AddMinutes(1), SignedInAt = The.Now.AddMinutes(1) };

    private DistributedCacheSessionRevocationStore Store(TimeSpan localCache = default) =>
        new(_cache, Options.Create(new DistributedCacheRevocationOptions { LocalCacheDuration = localCache }), _forgotten, _clock, _logger);
}
