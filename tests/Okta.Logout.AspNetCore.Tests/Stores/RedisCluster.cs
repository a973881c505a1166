using System.Globalization;
using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A Redis Cluster of three primaries, of this test run.</summary>
public sealed class RedisCluster : IAsyncLifetime
{
    private const int Slots = 16_384;

    private readonly RedisServer[] _servers = [Server(), Server(), Server()];

    public string Configuration => string.Join(',', _servers.Select(server => server.Address));

    public async Task InitializeAsync()
    {
        await Task.WhenAll(_servers.Select(server => server.InitializeAsync()));
        for (var i = 0; i < _servers.Length; i++)
        {
            await using var admin = await _servers[i].AdministerAsync();
            var server = admin.GetServers()[0];
            await server.ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", Text(Slots * i / _servers.Length), Text((Slots * (i + 1) / _servers.Length) - 1));
            if (i > 0)
                await server.ExecuteAsync("CLUSTER", "MEET", "127.0.0.1", Text(_servers[0].Port), Text(_servers[0].BusPort));
        }

        foreach (var one in _servers)
        {
            await using var admin = await one.AdministerAsync();
            await Eventually.BecomesTrueAsync(async () => ((string)(await admin.GetServers()[0].ExecuteAsync("CLUSTER", "INFO"))!).Contains("cluster_state:ok", StringComparison.Ordinal));
        }
    }

    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync(Configuration + ",allowAdmin=true");

    public async Task EmptyAsync()
    {
        await using var admin = await ConnectAsync();
        await Task.WhenAll(admin.GetServers().Select(server => server.FlushAllDatabasesAsync()));
    }

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private static RedisServer Server() => new() { Settings = "--save \"\" --appendonly no --cluster-enabled yes --cluster-node-timeout 15000" };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
