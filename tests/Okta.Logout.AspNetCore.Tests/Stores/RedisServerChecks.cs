using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Okta.Logout.Redis;
using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What an app says, when it starts, of a Redis that would lose the revocation list.</summary>
public sealed class RedisServerChecks
{
    private const string Kept = "--appendonly yes --maxmemory 100mb --maxmemory-policy noeviction";

    [Theory, InlineData("resp2"), InlineData("resp3")]
    public async Task Redis_without_persistence_is_a_warning(string protocol) =>
        (await CheckAsync("--save \"\" --appendonly no", $",protocol={protocol}")).Should().ContainSingle().Which.Should().StartWith("Warning OL9208");

    [Theory]
    [InlineData("--save \"3600 1\" --appendonly no")]
    [InlineData("--save \"\" --appendonly yes")]
    public async Task Snapshots_or_a_file_of_commands_are_persistence(string settings) => (await CheckAsync(settings)).Should().BeEmpty();

    [Theory]
    [InlineData("allkeys-lru")]
    [InlineData("volatile-ttl")]
    public async Task A_policy_that_evicts_is_a_warning(string policy) =>
        (await CheckAsync($"--appendonly yes --maxmemory 100mb --maxmemory-policy {policy}"))
            .Should().ContainSingle().Which.Should().StartWith("Warning OL9209").And.Contain(policy);

    [Fact]
    public async Task Memory_without_a_limit_is_never_evicted() => (await CheckAsync("--appendonly yes --maxmemory-policy allkeys-lru")).Should().BeEmpty();

    [Fact]
    public async Task A_Redis_that_keeps_the_list_is_not_mentioned() => (await CheckAsync(Kept)).Should().BeEmpty();

    [Fact]
    public async Task A_user_who_may_not_ask_is_information() =>
        (await CheckAsync("--save \"\" --appendonly no", ",user=app,password=pw", "-config")).Should().ContainSingle().Which.Should().StartWith("Information OL9210");

    [Theory]
    [InlineData("", "Information OL9210")]
    [InlineData(",allowAdmin=true", "Warning OL9208")]
    public async Task A_connection_of_the_app_can_ask_if_it_is_one_for_administrators(string more, string start) =>
        (await CheckAsync("--save \"\" --appendonly no", more, isOfTheApp: true)).Should().ContainSingle().Which.Should().StartWith(start);

    [Fact]
    public async Task A_Redis_that_is_down_at_start_is_checked_when_it_is_there()
    {
        var redis = new RedisServer();
        var clock = new FakeTimeProvider();
        var logger = new FakeLogger<RedisServerCheck>();
        using var check = new RedisServerCheck(Options.Create(new RedisRevocationOptions { Configuration = redis.Address }), clock, logger);
        await check.StartAsync(CancellationToken.None);

        await redis.InitializeAsync();

        await Eventually.BecomesTrueAsync(clock, TimeSpan.FromMilliseconds(100), () => Task.FromResult(check.ExecuteTask!.IsCompleted));
        await redis.DisposeAsync();
        logger.Collector.GetSnapshot().Should().ContainSingle().Which.Message.Should().StartWith("OL9208");
    }

    private static async Task<List<string>> CheckAsync(string settings, string more = "", string? rights = null, bool isOfTheApp = false)
    {
        var redis = new RedisServer { Settings = settings };
        await redis.InitializeAsync();
        try
        {
            if (rights is not null)
            {
                await using var admin = await redis.AdministerAsync();
                await admin.GetDatabase().ExecuteAsync("ACL", "SETUSER", "app", "on", ">pw", "~*", "&*", "+@all", rights);
            }

            var logger = new FakeLogger<RedisServerCheck>();
            await using var app = await ConnectionMultiplexer.ConnectAsync(redis.Address + more);
            var options = isOfTheApp ? new RedisRevocationOptions { Connection = app } : new RedisRevocationOptions { Configuration = redis.Address + more };
            using var check = new RedisServerCheck(Options.Create(options), TimeProvider.System, logger);
            await check.StartAsync(CancellationToken.None);
            await Eventually.BecomesTrueAsync(() => Task.FromResult(check.ExecuteTask!.IsCompleted));
            return [.. logger.Collector.GetSnapshot().Select(line => $"{line.Level} {line.Message}")];
        }
        finally
        {
            await redis.DisposeAsync();
        }
    }
}
