using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Snippets;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The rules of every revocation list.</summary>
public sealed class RevocationStores(RedisServer redis) : IClassFixture<RedisServer>
{
    private readonly FakeTimeProvider _clock = new(The.Now);

    public static TheoryData<string> All => ["memory", "distributed memory", "Redis", "a table of the app"];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Each_kind_of_target_ends_the_session_that_it_names(string name)
    {
        foreach (var target in Targets())
        {
            var store = Create(name);
            (await store.IsRevokedAsync(Session())).Should().BeFalse();
            await RevokeAsync(store, target);
            (await store.IsRevokedAsync(Session())).Should().BeTrue($"{target.Kind} names it");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task No_kind_of_target_ends_another_session(string name)
    {
        var store = Create(name);
        foreach (var target in Targets())
            await RevokeAsync(store, target);

        (await store.IsRevokedAsync(new() { TicketId = "t2", Issuer = "https://other.okta.com", Subject = The.Subject, SessionId = The.Sid, Email = The.Email }))
            .Should().BeFalse();
        (await store.IsRevokedAsync(new() { TicketId = "t2", Issuer = The.Issuer, Subject = The.Sid, SessionId = The.Subject, Email = "t1" })).Should().BeFalse();
        (await store.IsRevokedAsync(new())).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_user_s_later_session_lives(string name)
    {
        var store = Create(name);
        await RevokeAsync(store, SessionTarget.ForEmail(The.Issuer, The.Email, The.Now.AddSeconds(5)));

        (await store.IsRevokedAsync(Session(The.Now.AddSeconds(5)))).Should().BeTrue();
        (await store.IsRevokedAsync(Session(The.Now.AddSeconds(6)))).Should().BeFalse();
        (await store.IsRevokedAsync(Session(start: null))).Should().BeTrue("an unknown start counts as before");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_time_of_the_app_is_compared_with_the_app_s_own_time_of_sign_in(string name)
    {
        var store = Create(name);
        await RevokeAsync(store, SessionTarget.ForSubject(The.Issuer, The.Subject).At(The.Now));

        (await store.IsRevokedAsync(Session(The.Now.AddHours(1), signedIn: The.Now))).Should().BeTrue("the provider's clock does not matter");
        (await store.IsRevokedAsync(Session(The.Now.AddHours(-1), signedIn: The.Now.AddMilliseconds(1)))).Should().BeFalse();
        (await store.IsRevokedAsync(Session(The.Now.AddHours(1)))).Should().BeTrue("an unknown time counts as before");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_sign_in_with_the_same_sid_that_began_later_lives(string name)
    {
        var store = Create(name);
        await RevokeAsync(store, SessionTarget.ForSession(The.Issuer, The.Sid).At(The.Now));

        (await store.IsRevokedAsync(Session(The.Now, signedIn: The.Now))).Should().BeTrue();
        (await store.IsRevokedAsync(Session(The.Now, signedIn: The.Now.AddMilliseconds(1)))).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Of_a_user_s_sessions_the_one_that_is_named_is_spared(string name)
    {
        var store = Create(name);
        await RevokeAsync(store, SessionTarget.ForOtherSessions(new() { Issuer = The.Issuer, Subject = The.Subject, TicketId = "t1" }).At(The.Now));

        (await store.IsRevokedAsync(Session(The.Now.AddMinutes(-1), "t1", The.Now.AddMinutes(-1)))).Should().BeFalse();
        (await store.IsRevokedAsync(Session(The.Now.AddMinutes(-1), "t2", The.Now.AddMinutes(-1)))).Should().BeTrue();
        (await store.IsRevokedAsync(Session(The.Now.AddMinutes(-1), "t2", The.Now.AddMinutes(1)))).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_spared_session_ends_by_every_other_entry(string name)
    {
        SessionTarget[] others =
        [
            SessionTarget.ForSubject(The.Issuer, The.Subject).At(The.Now), SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now),
            SessionTarget.ForOtherSessions(new() { Issuer = The.Issuer, Subject = The.Subject, TicketId = "t2" }).At(The.Now.AddSeconds(1)),
        ];
        foreach (var other in others)
        {
            var store = Create(name);
            await RevokeAsync(store, other);
            await RevokeAsync(store, SessionTarget.ForOtherSessions(new() { Issuer = The.Issuer, Subject = The.Subject, TicketId = "t1" }).At(The.Now));

            (await store.IsRevokedAsync(Session(The.Now.AddMinutes(-1), "t1", The.Now.AddMinutes(-1)))).Should().BeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_second_entry_never_shortens_the_reach_of_the_first(string name)
    {
        var store = Create(name);
        await RevokeAsync(store, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now));
        await RevokeAsync(store, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now.AddHours(-1)));

        (await store.IsRevokedAsync(Session(The.Now.AddMinutes(-1)))).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_second_entry_never_shortens_the_life_of_the_first(string name)
    {
        var store = Create(name);
        await store.RevokeAsync(new(SessionTarget.ForTicket("t1"), The.Now.AddDays(2)));
        await store.RevokeAsync(new(SessionTarget.ForTicket("t1"), The.Now.AddDays(1)));

        _clock.Advance(TimeSpan.FromDays(1.5));

        (await store.IsRevokedAsync(Session())).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_entry_ends_at_its_time(string name)
    {
        var store = Create(name);
        await store.RevokeAsync(new(SessionTarget.ForTicket("t1"), The.Now.AddDays(1)));

        _clock.Advance(TimeSpan.FromDays(1));
        (await store.IsRevokedAsync(Session())).Should().BeTrue();
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await store.IsRevokedAsync(Session())).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_unconfirmed_entry_ends_its_session_amid_a_flood_of_another_network(string name)
    {
        var store = Create(name);
        await RevokeAsync(store, SessionTarget.ForSession(The.Issuer, The.Sid).SentFrom(1).At(The.Now), isUnconfirmed: true);
        for (var i = 0; i < 500; i++)
            await RevokeAsync(store, SessionTarget.ForSession(The.Issuer, $"sid-{i}").SentFrom(2).At(The.Now), isUnconfirmed: true);

        (await store.IsRevokedAsync(Session(The.Now, signedIn: The.Now.AddMilliseconds(1)))).Should().BeFalse();
        (await store.IsRevokedAsync(Session(The.Now, signedIn: The.Now))).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task E_mail_addresses_compare_without_case(string name)
    {
        var store = Create(name);
        await RevokeAsync(store, SessionTarget.ForEmail(The.Issuer, The.Email.ToUpperInvariant()));

        (await store.IsRevokedAsync(Session())).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Values_of_any_characters_and_length_stay_apart(string name)
    {
        string[] values = ["a:b", "a", ":b", "\0", "*", "ä", new('x', 10_000), "a\r\nDEL b", "\u200b"];
        var store = Create(name);
        for (var i = 0; i < values.Length; i += 2)
            await RevokeAsync(store, SessionTarget.ForSession(The.Issuer, values[i]));

        for (var i = 0; i < values.Length; i++)
            (await store.IsRevokedAsync(new() { Issuer = The.Issuer, SessionId = values[i] })).Should().Be(i % 2 == 0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Of_many_at_once_the_farthest_reach_stays(string name)
    {
        var store = Create(name);
        var starts = Enumerable.Range(1, 40).Select(i => The.Now.AddSeconds(i * 37 % 41)).ToList();
        await Task.WhenAll(starts.Select(start => Task.Run(() => RevokeAsync(store, SessionTarget.ForSubject(The.Issuer, The.Subject, start)))));

        (await store.IsRevokedAsync(Session(starts.Max()))).Should().BeTrue();
        (await store.IsRevokedAsync(Session(starts.Max().AddSeconds(1)))).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_cancelled_call_throws(string name)
    {
        var store = Create(name);
        var cancelled = new CancellationToken(canceled: true);

        await FluentActions.Awaiting(() => store.RevokeAsync(new(SessionTarget.ForTicket("t1"), The.Now.AddDays(1)), cancelled).AsTask())
            .Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("distributed memory")]
    [InlineData("Redis")]
    public async Task Two_nodes_share_what_either_ends(string name)
    {
        var cache = name is "Redis" ? null : new SomeCache();
        var prefix = NewPrefix();
        var (a, b) = (OnCache(cache ?? (IDistributedCache)redis.Connect(), prefix), OnCache(cache ?? (IDistributedCache)redis.Connect(), prefix));

        await RevokeAsync(a, SessionTarget.ForSession(The.Issuer, The.Sid));
        await RevokeAsync(b, SessionTarget.ForTicket("t2"));

        (await b.IsRevokedAsync(Session())).Should().BeTrue();
        (await a.IsRevokedAsync(new() { TicketId = "t2" })).Should().BeTrue();
    }

    private static string NewPrefix() => Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    private static IEnumerable<SessionTarget> Targets() =>
    [
        SessionTarget.ForTicket("t1"), SessionTarget.ForSession(The.Issuer, The.Sid),
        SessionTarget.ForSubject(The.Issuer, The.Subject), SessionTarget.ForEmail(The.Issuer, The.Email),
    ];

    private static SessionDescriptor Session() => Session(The.Now.AddMinutes(-1));

    private static SessionDescriptor Session(DateTimeOffset? start, string ticketId = "t1", DateTimeOffset? signedIn = null) =>
        new() { TicketId = ticketId, Issuer = The.Issuer, Subject = The.Subject, SessionId = The.Sid, Email = The.Email, StartedAt = start, SignedInAt = signedIn };

    private static Task RevokeAsync(ISessionRevocationStore store, SessionTarget target, bool isUnconfirmed = false) =>
        store.RevokeAsync(new(target, The.Now.AddDays(14), isUnconfirmed)).AsTask();

    private ISessionRevocationStore Create(string name) => name switch
    {
        "memory" => new MemorySessionRevocationStore(_clock),
        "a table of the app" => new TableRevocationStore(new EntryTableInMemory(_clock), _clock),
        "distributed memory" => new SecondNode(OnCache, new SomeCache(), NewPrefix()),
        _ => new SecondNode(OnCache, redis.Connect(), NewPrefix()),
    };

    private DistributedCacheSessionRevocationStore OnCache(IDistributedCache cache, string prefix) => new(
        cache, Options.Create(new DistributedCacheRevocationOptions { KeyPrefix = prefix, CheckTimeout = TimeSpan.FromSeconds(30) }), new(new(_clock), NullLogger<ForgottenRevocations>.Instance), _clock,
        NullLogger<DistributedCacheSessionRevocationStore>.Instance);

    /// <summary>Writes on one node and reads on another: nothing is answered from what the writer remembers.</summary>
    private sealed class SecondNode(Func<IDistributedCache, string, ISessionRevocationStore> create, IDistributedCache cache, string prefix) : ISessionRevocationStore
    {
        private readonly ISessionRevocationStore _writer = create(cache, prefix);

        public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) => _writer.RevokeAsync(revocation, cancellationToken);

        public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default) =>
            create(cache, prefix).IsRevokedAsync(session, cancellationToken);
    }
}
