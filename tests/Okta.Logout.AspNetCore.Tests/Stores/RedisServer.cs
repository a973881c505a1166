using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A Redis server of this test run: on loopback, in memory only.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly List<RedisCache> _caches = [];
    private readonly int _port = FreePort();
    private Process? _process;

    public async Task InitializeAsync()
    {
        var isReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Create(_port);
        _process.Exited += (_, _) => isReady.TrySetException(new InvalidOperationException("redis-server has ended."));
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Ready to accept connections", StringComparison.Ordinal) is true)
                isReady.TrySetResult();
        };
        _process.Start();
        _process.BeginOutputReadLine();
        await isReady.Task;
    }

    /// <summary>A connection of its own, as each node has one.</summary>
    public RedisCache Connect()
    {
        var configuration = new ConfigurationOptions { EndPoints = { { IPAddress.Loopback, _port } }, AbortOnConnectFail = false, BacklogPolicy = BacklogPolicy.FailFast };
        var cache = new RedisCache(new RedisCacheOptions { ConfigurationOptions = configuration });
        _caches.Add(cache);
        return cache;
    }

    /// <summary>Ends the server as a crash would.</summary>
    public void Kill()
    {
        if (_process is not { HasExited: false } process)
            return;
        process.Kill();
        process.WaitForExit();
    }

    public Task DisposeAsync()
    {
        foreach (var cache in _caches)
            cache.Dispose();
        Kill();
        _process?.Dispose();
        return Task.CompletedTask;
    }

    private static Process Create(int port) => new()
    {
        StartInfo = new("redis-server", $"--port {port} --bind 127.0.0.1 --save \"\" --appendonly no") { RedirectStandardOutput = true },
        EnableRaisingEvents = true,
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
