using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Two processes on one machine, with a file of SQLite.</summary>
public sealed class TwoNodesOnSqlite : TwoNodesOnADatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sqlite-");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private protected override async Task CreateDatabaseAsync()
    {
        await using var node = DatabaseNode.Create<SomeDatabaseContext>(Use);
        await node.CreateTablesAsync<SomeDatabaseContext>();
    }

    private protected override void Use(DbContextOptionsBuilder options) => options.UseSqlite($"Data Source={Path.Combine(_folder.FullName, "app.db")}");
}
