using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Okta.Logout.Redis;
using Okta.Logout.Testing;
using Snippets;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Every log here passes the checks that users get for a log of their own.</summary>
public sealed class RevocationLogs(RedisServer redis, PostgresServer postgres) : IClassFixture<RedisServer>, IClassFixture<PostgresServer>, IAsyncLifetime
{
    private readonly List<DatabaseNode> _nodes = [];
    private readonly List<RedisConnection> _connections = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sqlite-");

    public static TheoryData<RevocationLogCheck> All => [.. RevocationLogChecks.All];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Theory, MemberData(nameof(All))]
    public async Task In_memory(RevocationLogCheck check)
    {
        var journal = new JournalInMemory();
        await check.RunAsync(() => new JournalRevocationLog(journal));
    }

    [Theory, MemberData(nameof(All))]
    public async Task In_Redis(RevocationLogCheck check)
    {
        var prefix = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        await check.RunAsync(() =>
        {
            var options = Options.Create(new RedisRevocationOptions { Configuration = redis.Address, KeyPrefix = prefix });
            var connection = new RedisConnection(options);
            _connections.Add(connection);
            return new RedisRevocationLog(connection, options, TimeProvider.System, NullLogger<RedisRevocationLog>.Instance);
        });
    }

    [Theory, MemberData(nameof(All))]
    public Task In_PostgreSQL(RevocationLogCheck check) => InPostgreSqlAsync<SomeDatabaseContext>(check);

    [Theory, MemberData(nameof(All))]
    public Task In_PostgreSQL_that_is_read_like_other_databases(RevocationLogCheck check) => InPostgreSqlAsync<SomeDatabaseContextWithoutTransactionIds>(check);

    [Theory, MemberData(nameof(All))]
    public Task In_a_SQLite_file_with_a_write_ahead_log(RevocationLogCheck check) => InSqliteAsync(check, "wal");

    [Theory, MemberData(nameof(All))]
    public Task In_a_SQLite_file_without_a_write_ahead_log(RevocationLogCheck check) => InSqliteAsync(check, "delete");

    private async Task InPostgreSqlAsync<TContext>(RevocationLogCheck check)
        where TContext : DbContext
    {
        var connectionString = await postgres.CreateDatabaseAsync();
        await check.RunAsync(await ConnectAsync<TContext>(options => options.UseNpgsql(connectionString)));
    }

    private async Task InSqliteAsync(RevocationLogCheck check, string journalMode)
    {
        var connectionString = $"Data Source={Path.Combine(_folder.FullName, Path.GetRandomFileName())}";
        var connect = await ConnectAsync<SomeDatabaseContext>(options => options.UseSqlite(connectionString));
        await using (var connection = new SqliteConnection(connectionString))
        {
            await connection.OpenAsync();
            await using var command = new SqliteCommand($"PRAGMA journal_mode={journalMode}", connection);
            (await command.ExecuteScalarAsync()).Should().Be(journalMode);
        }

        await check.RunAsync(connect);
    }

    private async Task<Func<IRevocationLog>> ConnectAsync<TContext>(Action<DbContextOptionsBuilder> database)
        where TContext : DbContext
    {
        var first = DatabaseNode.Create<TContext>(database);
        _nodes.Add(first);
        await first.CreateTablesAsync<TContext>();
        return () =>
        {
            var node = DatabaseNode.Create<TContext>(database);
            _nodes.Add(node);
            return node.Log;
        };
    }
}
