using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Okta.Logout.Redis;

/// <summary>The connection to Redis: made when it is first needed, and kept.</summary>
internal sealed class RedisConnection(IOptions<RedisRevocationOptions> options) : IAsyncDisposable, IDisposable
{
    private readonly Lock _gate = new();
    private Task<IConnectionMultiplexer>? _connection;

    public string Prefix => options.Value.KeyPrefix;

    /// <summary>Gets what happens when a connection was lost and is there again.</summary>
    public event Action Restored = () => { };

    /// <summary>Connects, also while Redis is down: the connection is then made later.</summary>
    public static async Task<IConnectionMultiplexer> ConnectAsync(RedisRevocationOptions options, Action<ConfigurationOptions> configure)
    {
        var configuration = ConfigurationOptions.Parse(options.Configuration!);
        configuration.AbortOnConnectFail = false;

        // The default waits up to a minute: for so long, ended sessions would go on here.
        configuration.ReconnectRetryPolicy = new ExponentialRetry(500, 5_000);
        configure(configuration);
        return await ConnectionMultiplexer.ConnectAsync(configuration);
    }

    /// <remarks>All callers wait for one attempt, which goes on if they give up.</remarks>
    public Task<IConnectionMultiplexer> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_connection is null or { IsFaulted: true } or { IsCanceled: true })
                _connection = OpenAsync();
            return _connection.WaitAsync(cancellationToken);
        }
    }

    public async Task<IDatabase> DatabaseAsync(CancellationToken cancellationToken) => (await GetAsync(cancellationToken)).GetDatabase();

    public async ValueTask DisposeAsync()
    {
        if (Release() is { } own)
            await own.DisposeAsync();
    }

    // Containers that are not disposed of asynchronously throw for a service that can only be so.
    public void Dispose() => Release()?.Dispose();

    /// <summary>Closes a connection of the library's own when it is there, also if it is still being made.</summary>
    public static void DisposeWhenOpen(Task<IConnectionMultiplexer>? opening) => _ = opening?.ContinueWith(
        static opened => opened.Result.Dispose(),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    /// <summary>Removes what was added to the connection.</summary>
    /// <returns>The connection, if it is open and the library's own.</returns>
    private IConnectionMultiplexer? Release()
    {
        if (_connection is not { IsCompletedSuccessfully: true } opened)
        {
            DisposeWhenOpen(_connection);
            return null;
        }

        var connection = opened.Result;
        connection.ConnectionRestored -= OnRestored;
        connection.ConfigurationChanged -= OnRestored;
        return options.Value.Connection is null ? connection : null;
    }

    private async Task<IConnectionMultiplexer> OpenAsync()
    {
        var connection = options.Value.Connection ?? await ConnectAsync(options.Value, _ => { });

        // Of any type: with RESP3, publish/subscribe shares the one connection. A switch of the primary is a change of configuration.
        connection.ConnectionRestored += OnRestored;
        connection.ConfigurationChanged += OnRestored;
        return connection;
    }

    private void OnRestored(object? sender, EventArgs args) => Restored();
}
