using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>The revocation log as a table that nodes insert into, and read every second. Notifications of PostgreSQL only wake: whoever misses one reads a little later.</summary>
internal sealed partial class EntityFrameworkRevocationLog : IRevocationLog, IDisposable
{
    private const int InsertAtOnce = 100;

    // How many records of strangers this node appends until it looks whether there are too many.
    private const int UnconfirmedAtOnce = 5_000;

    // A sign of life is needed until the next one comes.
    private const long HeartbeatLife = 60_000;

    // Where missing ids are looked for, a row that is removed earlier looks like one that comes late: as many as there are signs of life.
    private const long HeartbeatLifeAmongGaps = IdGaps.Life + HeartbeatLife;

    private readonly RevocationDatabase _database;
    private readonly RevocationTrim _trim;
    private readonly ILogger _logger;
    private readonly RevocationNotifications _notifications;

    // After a failure: a copy of the database may have taken over that has not everything.
    private int _mayHaveLost;
    private int _unconfirmed;
    private int _isWalChecked;

    public EntityFrameworkRevocationLog(
        RevocationDatabase database, IOptions<EntityFrameworkRevocationOptions> options, TimeProvider timeProvider, ILogger<EntityFrameworkRevocationLog> logger)
    {
        _database = database;
        _trim = new(database);
        _logger = logger;
        _notifications = new(database, options.Value.WaitForNotification, timeProvider, logger);
    }

    public async ValueTask<RevocationAcknowledgement> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken = default)
    {
        foreach (var batch in records.Chunk(InsertAtOnce))
            await AppendAsync(batch, cancellationToken);
        _notifications.Send();
        LimitUnconfirmed(records.Count(record => record.Kind is RevocationLogRecordKind.Unconfirmed));
        return RevocationAcknowledgement.Accepted;
    }

    public async ValueTask<RevocationLogPage> ReadAsync(string? position, CancellationToken cancellationToken = default)
    {
        var isSuspect = Interlocked.Exchange(ref _mayHaveLost, 0) != 0;
        try
        {
            var page = await _database.RunAsync(
                async (session, token) =>
                {
                    await CheckWalAsync(session, token);
                    return await RevocationReader.Of(session.Tables).ReadAsync(session, position, isSuspect && session.Dialect.HasReplicas, token);
                },
                cancellationToken);
            _notifications.Read(page.Records.Count);
            return page;
        }
        catch (Exception)
        {
            Interlocked.Exchange(ref _mayHaveLost, 1);
            throw;
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken = default) => _notifications.WaitAsync(cancellationToken);

    public async ValueTask TrimAsync(CancellationToken cancellationToken = default)
    {
        await _trim.ExpiredAsync(cancellationToken);
        await _trim.UnconfirmedAsync(cancellationToken);
    }

    public void Dispose() => _notifications.Dispose();

    private async Task AppendAsync(RevocationLogRecord[] records, CancellationToken cancellationToken)
    {
        try
        {
            await _database.ExecuteAsync(session => Insert(session, records), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Interlocked.Exchange(ref _mayHaveLost, 1);
            throw;
        }
    }

    private static DbCommand Insert(RevocationSession session, IReadOnlyList<RevocationLogRecord> records)
    {
        var (tables, now) = (session.Tables, session.Dialect.Now);
        var heartbeatLife = tables.TransactionId is null ? HeartbeatLifeAmongGaps : HeartbeatLife;
        List<string> rows = [];
        List<(string Name, object Value)> parameters = [];
        foreach (var (index, record) in records.Index())
        {
            var isHeartbeat = record.Kind is RevocationLogRecordKind.Heartbeat;
            rows.Add($"(@kind{index}, @data{index}, {(isHeartbeat ? $"{now} + {heartbeatLife}" : $"@expires{index}")}, {now})");
            parameters.Add(($"@kind{index}", (int)record.Kind));
            parameters.Add(($"@data{index}", record.Data.ToArray()));
            if (!isHeartbeat)
                parameters.Add(($"@expires{index}", record.ExpiresAt.ToUnixTimeMilliseconds()));
        }

        return session.Command(
            $"INSERT INTO {tables.Revocations} ({tables.Kind}, {tables.Data}, {tables.ExpiresAt}, {tables.AppendedAt}) VALUES {string.Join(", ", rows)}", parameters);
    }

    // Between two trims, strangers could append more than is good.
    private void LimitUnconfirmed(int count)
    {
        if (count == 0 || Interlocked.Add(ref _unconfirmed, count) < UnconfirmedAtOnce)
            return;
        Interlocked.Exchange(ref _unconfirmed, 0);
        _ = Task.Run(async () =>
        {
            try
            {
                await _trim.UnconfirmedAsync(CancellationToken.None);
            }
            catch (Exception)
            {
                // The next trim does it.
            }
        });
    }

    private async Task CheckWalAsync(RevocationSession session, CancellationToken cancellationToken)
    {
        if (session.Dialect is not SqliteDialect || Interlocked.Exchange(ref _isWalChecked, 1) != 0)
            return;
        if (await RevocationSession.ScalarAsync(session.Command("PRAGMA journal_mode"), cancellationToken) is "delete" or "truncate" or "persist")
            Log.NoWal(_logger);
    }

    private static partial class Log
    {
        [LoggerMessage(9304, LogLevel.Warning, "OL9308: The SQLite database of the revocation log has no write-ahead log, so that readers and writers wait for each other. Run PRAGMA journal_mode=WAL once on the file.")]
        public static partial void NoWal(ILogger logger);
    }
}
