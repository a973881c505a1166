using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An empty database with the tables, and the nodes that a test starts on it.</summary>
internal sealed class DatabaseOfATest<TContext>(string connectionString, Action<DbContextOptionsBuilder> use, Func<DbConnection> connect) : IAsyncDisposable
    where TContext : DbContext
{
    private readonly List<DatabaseNode> _nodes = [];

    public static async Task<DatabaseOfATest<TContext>> InPostgreSqlAsync(PostgresServer server)
    {
        var connectionString = await server.CreateDatabaseAsync();
        var database = new DatabaseOfATest<TContext>(connectionString, options => options.UseNpgsql(connectionString), () => new NpgsqlConnection(connectionString));
        await database.Create().CreateTablesAsync<TContext>();
        return database;
    }

    public static async Task<DatabaseOfATest<TContext>> InSqliteAsync(string file)
    {
        var connectionString = $"Data Source={file}";
        var database = new DatabaseOfATest<TContext>(connectionString, options => options.UseSqlite(connectionString), () => new SqliteConnection(connectionString));
        await database.Create().CreateTablesAsync<TContext>();
        return database;
    }

    public string ConnectionString => connectionString;

    public Action<DbContextOptionsBuilder> Use => use;

    /// <summary>Adds a node that does not follow the list yet.</summary>
    public DatabaseNode Create(
        Func<DbConnection, TimeSpan, CancellationToken, Task<bool>>? wait = null,
        TimeSpan? pollInterval = null,
        Action<DbContextOptionsBuilder>? more = null,
        TimeProvider? clock = null)
    {
        var node = DatabaseNode.Create<TContext>(
            options =>
            {
                use(options);
                more?.Invoke(options);
            },
            wait,
            pollInterval,
            logClock: clock);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Adds a node that follows the list.</summary>
    public Task<DatabaseNode> StartAsync(Func<DbConnection, TimeSpan, CancellationToken, Task<bool>>? wait = null, TimeSpan? pollInterval = null, TimeProvider? clock = null) =>
        Create(wait, pollInterval, clock: clock).FollowAsync();

    /// <summary>Runs a statement of a test.</summary>
    public async Task<object?> RunAsync(string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await ConnectAsync();
        return await RunAsync(connection, sql, parameters);
    }

    public static async Task<object?> RunAsync(DbConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteScalarAsync();
    }

    public async Task<DbConnection> ConnectAsync()
    {
        var connection = connect();
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Inserts an entry by hand, on a connection of the test.</summary>
    public static Task InsertAsync(DbConnection connection, string ticket, long? id = null)
    {
        var revocation = new SessionRevocation(SessionTarget.ForTicket(ticket), TimeProvider.System.GetUtcNow().AddDays(14));
        var data = RevocationLogCodec.Write(SessionTargetKind.Ticket, revocation.Target.GetKey(), revocation.ToEntry()).Data.ToArray();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var (column, value) = id is null ? ("", "") : ("\"Id\", ", $"{id}, ");
        return RunAsync(
            connection,
            $"INSERT INTO \"OktaLogoutRevocations\" ({column}\"Kind\", \"Data\", \"ExpiresAt\", \"AppendedAt\") VALUES ({value}0, @data, @expires, @now)",
            ("@data", data),
            ("@expires", revocation.ExpiresAt.ToUnixTimeMilliseconds()),
            ("@now", now));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }
}
