using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The rules of every memory of used tokens.</summary>
public sealed class ReplayCaches(RedisServer redis) : IClassFixture<RedisServer>
{
    private readonly FakeTimeProvider _clock = new(The.Now);

    public static TheoryData<string> All => ["memory", "distributed memory", "Redis"];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Of_fifty_at_once_one_gets_the_token(string name)
    {
        var cache = Create(name);
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => ReserveAsync(cache, The.Issuer, "jti"))));

        results.Count(result => result == TokenReservation.Reserved).Should().Be(1);
        (await ReserveAsync(cache, The.Issuer, "jti")).Should().Be(TokenReservation.InProgress);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Issuers_and_tokens_are_apart(string name)
    {
        var cache = Create(name);

        (await ReserveAsync(cache, "https://a", "1")).Should().Be(TokenReservation.Reserved);
        (await ReserveAsync(cache, "https://b", "1")).Should().Be(TokenReservation.Reserved);
        (await ReserveAsync(cache, "https://a", "2")).Should().Be(TokenReservation.Reserved);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_token_given_back_can_be_used_again(string name)
    {
        var cache = Create(name);
        await ReserveAsync(cache, The.Issuer, "jti");

        await cache.ReleaseAsync(KeyOf(The.Issuer, "jti"));

        (await ReserveAsync(cache, The.Issuer, "jti")).Should().Be(TokenReservation.Reserved);
        (await ReserveAsync(cache, The.Issuer, "jti")).Should().Be(TokenReservation.InProgress);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_token_that_was_used_stays_used(string name)
    {
        var cache = Create(name);
        await ReserveAsync(cache, The.Issuer, "jti");

        await cache.MarkUsedAsync(KeyOf(The.Issuer, "jti"), The.Now.AddHours(1));
        _clock.Advance(TimeSpan.FromMinutes(30));

        (await ReserveAsync(cache, The.Issuer, "jti")).Should().Be(TokenReservation.Used);
    }

    [Fact]
    public async Task A_token_that_another_node_used_is_used_here()
    {
        var shared = new SomeCache();
        var (a, b) = (OnCache(shared), OnCache(shared));
        await ReserveAsync(a, The.Issuer, "jti");

        await a.MarkUsedAsync(KeyOf(The.Issuer, "jti"), The.Now.AddHours(1));

        (await ReserveAsync(b, The.Issuer, "jti")).Should().Be(TokenReservation.Used);
    }

    [Fact]
    public async Task A_token_whose_node_died_can_be_used_when_the_reservation_is_over()
    {
        var cache = Create("memory");
        await ReserveAsync(cache, The.Issuer, "jti");

        _clock.Advance(TimeSpan.FromMinutes(5));

        (await ReserveAsync(cache, The.Issuer, "jti")).Should().Be(TokenReservation.Reserved);
    }

    [Fact]
    public async Task A_token_that_another_node_gave_back_can_be_used_here()
    {
        var shared = new SomeCache();
        var (a, b) = (OnCache(shared), OnCache(shared));
        await ReserveAsync(a, The.Issuer, "jti");
        (await ReserveAsync(b, The.Issuer, "jti")).Should().Be(TokenReservation.InProgress);

        await a.ReleaseAsync(KeyOf(The.Issuer, "jti"));

        (await ReserveAsync(b, The.Issuer, "jti")).Should().Be(TokenReservation.Reserved);
        (await ReserveAsync(a, The.Issuer, "jti")).Should().Be(TokenReservation.InProgress);
    }

    [Fact]
    public async Task A_node_that_is_overwritten_by_another_gives_way()
    {
        var shared = new SomeCache();
        shared.Written = key => shared.Set(key, new byte[16], new());

        (await ReserveAsync(OnCache(shared), The.Issuer, "jti")).Should().Be(TokenReservation.InProgress);
    }

    [Fact]
    public async Task A_cache_that_is_down_throws_and_keeps_nothing_reserved()
    {
        var shared = new SomeCache { IsDown = true };
        var cache = OnCache(shared);
        await FluentActions.Awaiting(() => ReserveAsync(cache, The.Issuer, "jti")).Should().ThrowAsync<IOException>();

        shared.IsDown = false;

        (await ReserveAsync(cache, The.Issuer, "jti")).Should().Be(TokenReservation.Reserved);
    }

    private static Task<TokenReservation> ReserveAsync(ITokenReplayCache cache, string issuer, string tokenId) =>
        cache.ReserveAsync(KeyOf(issuer, tokenId), The.Now.AddMinutes(5)).AsTask();

    private ITokenReplayCache Create(string name) => name switch
    {
        "memory" => new MemoryTokenReplayCache(_clock),
        "distributed memory" => OnCache(new SomeCache()),
        _ => OnCache(redis.Connect(), Convert.ToHexString(RandomNumberGenerator.GetBytes(8))),
    };

    private DistributedTokenReplayCache OnCache(IDistributedCache cache, string prefix = "test:") =>
        new(cache, Options.Create(new DistributedCacheRevocationOptions { KeyPrefix = prefix }), _clock);

    private static string KeyOf(string issuer, string tokenId) => SessionKey.OfToken(issuer, tokenId).ToString();
}
