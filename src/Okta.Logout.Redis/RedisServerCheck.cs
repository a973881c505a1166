using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Okta.Logout.Redis;

/// <summary>Looks once, when Redis can be reached, whether its settings keep the revocation list, and says what would lose it.</summary>
internal sealed partial class RedisServerCheck(
    IOptions<RedisRevocationOptions> options, TimeProvider timeProvider, ILogger<RedisServerCheck> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && !await TryCheckAsync(stoppingToken))
            await Task.Delay(Pause, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<bool> TryCheckAsync(CancellationToken stopping)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(options.Value.Configuration))
            {
                await CheckAsync(options.Value.Connection!, stopping);
                return true;
            }

            // For a moment: the client lets only such a connection ask for settings.
            await using var own = await RedisConnection.ConnectAsync(options.Value, configuration => configuration.AllowAdmin = true);
            await CheckAsync(own, stopping);
            return true;
        }
        catch (Exception exception) when (exception is RedisServerException or RedisCommandException)
        {
            Log.NotKnown(logger, exception.GetType().Name);
            return true;
        }
        catch (Exception)
        {
            // Redis cannot be reached yet. The follower of the list says so.
            return false;
        }
    }

    private async Task CheckAsync(IConnectionMultiplexer redis, CancellationToken stopping)
    {
        // In Redis Cluster, the list is on one server.
        var server = redis.GetServer((RedisKey)(options.Value.KeyPrefix + "entries"));
        if (server.ServerType is ServerType.Cluster && !RedisHashTag.IsIn(options.Value.KeyPrefix))
            Log.NoHashTag(logger, nameof(RedisRevocationOptions.KeyPrefix));
        await CheckEvictionAsync(server, stopping);
        await CheckPersistenceAsync(server, stopping);
    }

    private async Task CheckEvictionAsync(IServer server, CancellationToken stopping)
    {
        var memory = await InfoAsync(server, "memory", stopping);
        if (memory.GetValueOrDefault("maxmemory_policy") is { } policy and not "noeviction" && memory.GetValueOrDefault("maxmemory") is not (null or "0"))
            Log.Evicts(logger, policy);
    }

    private async Task CheckPersistenceAsync(IServer server, CancellationToken stopping)
    {
        if ((await InfoAsync(server, "persistence", stopping)).GetValueOrDefault("aof_enabled") is "1")
            return;

        // INFO does not say whether snapshots are made. Hosted Redis often refuses CONFIG.
        var settings = (await server.ExecuteAsync("CONFIG", "GET", "save").WaitAsync(stopping)).ToDictionary();
        if (settings.TryGetValue("save", out var save) && (string?)save is "")
            Log.NotPersistent(logger);
    }

    private static async Task<Dictionary<string, string>> InfoAsync(IServer server, string section, CancellationToken stopping)
    {
        var groups = await server.InfoAsync(section).WaitAsync(stopping);
        return groups.SelectMany(group => group).ToDictionary(StringComparer.Ordinal);
    }

    private static partial class Log
    {
        [LoggerMessage(9204, LogLevel.Error, "OL9207: Redis is a cluster, and {Option} has no hash tag, so that the keys of the revocation list are on different servers and cannot be read together. Set one in braces, such as {{okta-logout}}:.")]
        public static partial void NoHashTag(ILogger logger, string option);

        [LoggerMessage(9205, LogLevel.Warning, "OL9208: Redis keeps nothing on disk (no save points, appendonly no). If it restarts while no node runs, ended sessions come back. Set appendonly yes.")]
        public static partial void NotPersistent(ILogger logger);

        [LoggerMessage(9206, LogLevel.Warning, "OL9209: Redis evicts keys when its memory is full (maxmemory-policy {Policy}): the revocation list, or the memory of used tokens, may vanish. Set maxmemory-policy noeviction.")]
        public static partial void Evicts(ILogger logger, string policy);

        [LoggerMessage(9207, LogLevel.Information, "OL9210: The settings of Redis could not be read by INFO and CONFIG GET ({ExceptionType}), so that it is not known whether Redis keeps the revocation list on disk, or evicts it.")]
        public static partial void NotKnown(ILogger logger, string exceptionType);
    }
}
