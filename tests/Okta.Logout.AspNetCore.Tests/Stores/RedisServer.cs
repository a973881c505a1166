using System.Net;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A Redis server of this test run: on loopback, in memory only.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly List<RedisCache> _caches = [];
    private readonly ReservedPort _port = ReservedPort.Take();
    private readonly ReservedPort _busPort = ReservedPort.Take();

    // A replica writes what it gets from its primary into a file.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("redis-");
    private RedisProcess? _process;

    /// <summary>Gets how it differs from a server in memory only, as options of the command line.</summary>
    public string Settings { get; init; } = "--save \"\" --appendonly no";

    /// <summary>Gets where it listens.</summary>
    public EndPoint EndPoint => new IPEndPoint(IPAddress.Loopback, _port.Number);

    /// <summary>Gets the same as a configuration of StackExchange.Redis.</summary>
    public string Address => $"127.0.0.1:{_port.Number}";

    internal int Port => _port.Number;

    internal int BusPort => _busPort.Number;

    // A primary waits 5 seconds for more replicas, before it copies its data to the first.
    public async Task InitializeAsync() => _process = await RedisProcess.StartAsync(
        $"--port {_port.Number} --cluster-port {_busPort.Number} --bind 127.0.0.1 --dir {_folder.FullName} --repl-diskless-sync-delay 0 {Settings}");

    /// <summary>A connection of its own, as each node has one.</summary>
    public RedisCache Connect()
    {
        var configuration = new ConfigurationOptions { EndPoints = { { IPAddress.Loopback, _port.Number } }, AbortOnConnectFail = false, BacklogPolicy = BacklogPolicy.FailFast };
        var cache = new RedisCache(new RedisCacheOptions { ConfigurationOptions = configuration });
        _caches.Add(cache);
        return cache;
    }

    /// <summary>A connection for what administrators do.</summary>
    public Task<ConnectionMultiplexer> AdministerAsync() => ConnectionMultiplexer.ConnectAsync(Address + ",allowAdmin=true");

    /// <summary>Makes it a copy of another, and waits until it is one.</summary>
    public async Task FollowAsync(RedisServer primary)
    {
        await using var admin = await AdministerAsync();
        await admin.GetServers()[0].ReplicaOfAsync(primary.EndPoint);
        await Eventually.BecomesTrueAsync(async () => (await admin.GetServers()[0].InfoRawAsync("replication"))!.Contains("master_link_status:up", StringComparison.Ordinal));
    }

    /// <summary>Ends the server as a crash would.</summary>
    public void Kill() => _process?.Kill();

    /// <summary>Pauses the server: connections stay open, and there are no responses.</summary>
    public void Pause() => _process!.Signal("STOP");

    /// <summary>Lets a paused server continue.</summary>
    public void Resume() => _process!.Signal("CONT");

    public Task DisposeAsync()
    {
        foreach (var cache in _caches)
            cache.Dispose();
        _process?.Dispose();
        _folder.Delete(recursive: true);
        _port.Dispose();
        _busPort.Dispose();
        return Task.CompletedTask;
    }
}
