using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class RevalidationOnRedis : RevalidationOnTwoNodes
{
    private readonly RedisServer _redis = new();

    public override Task InitializeAsync() => _redis.InitializeAsync();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private protected override void AddStore(OktaLogoutBuilder logout) => logout.UseRedis(_redis.Address);

    // Redis has a clock of its own, by which its keys expire.
    private protected override async Task PassAsync(TimeSpan time)
    {
        await base.PassAsync(time);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_redis.Address);
        var database = connection.GetDatabase();
        await foreach (var key in connection.GetServer(_redis.EndPoint).KeysAsync())
        {
            if (await database.KeyTimeToLiveAsync(key) is { } left && !await database.KeyExpireAsync(key, left - time))
                await database.KeyDeleteAsync(key);
        }
    }
}
