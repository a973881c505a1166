namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A process of Redis Sentinel that watches a primary, and lets a replica take over.</summary>
public sealed class RedisSentinel
{
    public const string ServiceName = "list";

    private readonly ReservedPort _port = ReservedPort.Take();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sentinel-");
    private RedisProcess? _process;

    /// <summary>Gets what nodes connect with.</summary>
    public string Configuration => $"127.0.0.1:{_port.Number},serviceName={ServiceName}";

    internal int Port => _port.Number;

    public async Task StartAsync(RedisServer primary)
    {
        var file = Path.Combine(_folder.FullName, "sentinel.conf");
        await File.WriteAllTextAsync(file, $"""
            port {_port.Number}
            bind 127.0.0.1
            dir {_folder.FullName}
            sentinel monitor {ServiceName} 127.0.0.1 {primary.Port} 1
            sentinel down-after-milliseconds {ServiceName} 1000
            sentinel failover-timeout {ServiceName} 10000

            """);
        _process = await RedisProcess.StartAsync($"{file} --sentinel", "+monitor");
    }

    public void Stop()
    {
        _process?.Dispose();
        _folder.Delete(recursive: true);
        _port.Dispose();
    }
}
