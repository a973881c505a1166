using System.Globalization;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Okta.Logout.Redis;

/// <summary>Appends entries, and waits until replicas have them.</summary>
/// <remarks>
/// WAIT stops everything behind it on its connection, and speaks of the writes of that connection only. So this class has a connection of its own, and
/// appends what has come meanwhile as one group with one WAIT.
/// </remarks>
internal sealed partial class RedisReplication(
    RedisRevocationOptions options, RedisKey entries, RedisChannel wake, TimeProvider timeProvider, ILogger logger) : IDisposable
{
    // WAIT counts until its own timeout, so a response comes a little later.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly Lock _connecting = new();
    private List<ReplicatedAppend> _waiting = [];
    private Task<IConnectionMultiplexer>? _connection;
    private bool _isAppending;
    private bool _isBehind;

    /// <summary>Appends entries. Fails if the primary does not accept them.</summary>
    /// <returns>How many replicas have confirmed them in time.</returns>
    public async Task<int> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken)
    {
        var append = new ReplicatedAppend(records, cancellationToken);
        lock (_gate)
        {
            _waiting.Add(append);
            if (!_isAppending)
                _ = Task.Run(AppendAllAsync, CancellationToken.None);
            _isAppending = true;
        }

        await append.Accepted.WaitAsync(cancellationToken);
        try
        {
            return await append.Replicas.WaitAsync(options.ReplicationTimeout + Grace, timeProvider, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // The primary has them; of the replicas nothing is known.
            return 0;
        }
    }

    public void Dispose() => RedisConnection.DisposeWhenOpen(_connection);

    private async Task AppendAllAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                await AppendAsync(group);
            }
            catch (Exception exception)
            {
                group.ForEach(append => append.Refuse(exception));
            }
        }
    }

    private List<ReplicatedAppend> Next()
    {
        lock (_gate)
        {
            var group = _waiting;
            _waiting = [];
            group.RemoveAll(append => append.IsGivenUp);
            _isAppending = group.Count > 0;
            return group;
        }
    }

    private async Task AppendAsync(List<ReplicatedAppend> group)
    {
        var connection = await ConnectAsync();
        var database = connection.GetDatabase().Database;
        var server = connection.GetServer(entries);
        var sockets = server.GetCounters().Interactive.SocketCount;

        // All are sent before the first response comes, in this order.
        var added = Task.WhenAll(group.ConvertAll(append => append.FollowAsync(Task.WhenAll(append.Records.Select(record => AddAsync(server, database, record))))));
        if (options.WakeNodes)
            await server.ExecuteAsync(database, "PUBLISH", [wake, RedisValue.EmptyString], CommandFlags.FireAndForget);
        var timeout = (long)options.ReplicationTimeout.TotalMilliseconds;
        var waited = CountAsync(server.ExecuteAsync(database, "WAIT", [options.RequiredReplicas, timeout]));
        await added;
        var replicas = await waited;

        // On a connection that was made meanwhile, WAIT knows nothing of these writes, and returns the number of all replicas.
        if (server.GetCounters().Interactive.SocketCount != sockets)
            replicas = 0;
        Report(replicas);
        group.ForEach(append => append.Confirm(replicas));
    }

    private Task<RedisResult> AddAsync(IServer server, int database, RevocationLogRecord record) => server.ExecuteAsync(
        database, "XADD", [entries, "*", RedisEntryFields.Data, (RedisValue)record.Data, RedisEntryFields.Expires, record.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)]);

    // It fails if the server is no longer the primary, and where the user of Redis may not call it.
    private static async Task<int> CountAsync(Task<RedisResult> wait)
    {
        try
        {
            return (int)await wait;
        }
        catch (Exception)
        {
            return 0;
        }
    }

    private Task<IConnectionMultiplexer> ConnectAsync()
    {
        lock (_connecting)
        {
            if (_connection is null or { IsFaulted: true } or { IsCanceled: true })
                _connection = RedisConnection.ConnectAsync(options, Configure);
            return _connection;
        }
    }

    private void Configure(ConfigurationOptions configuration)
    {
        // What cannot be sent now fails now: it is appended again.
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.AsyncTimeout = Math.Max(configuration.AsyncTimeout, 2 * (int)options.ReplicationTimeout.TotalMilliseconds);
    }

    private void Report(int replicas)
    {
        if (replicas < options.RequiredReplicas && !_isBehind)
            Log.NotReplicated(logger, replicas, options.RequiredReplicas, options.ReplicationTimeout);
        else if (replicas >= options.RequiredReplicas && _isBehind)
            Log.ReplicatedAgain(logger, options.RequiredReplicas);
        _isBehind = replicas < options.RequiredReplicas;
    }

    private static partial class Log
    {
        [LoggerMessage(9202, LogLevel.Warning, "OL9206: {Replicas} of {Required} replicas of Redis confirmed a revocation within {Timeout}. It takes effect on all nodes, and its receipt says that it was not replicated. Further ones are not logged until the replicas confirm again.")]
        public static partial void NotReplicated(ILogger logger, int replicas, int required, TimeSpan timeout);

        [LoggerMessage(9203, LogLevel.Information, "OL9206: {Required} replicas of Redis confirm revocations again.")]
        public static partial void ReplicatedAgain(ILogger logger, int required);
    }
}
