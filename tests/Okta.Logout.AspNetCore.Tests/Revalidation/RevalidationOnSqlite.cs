using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class RevalidationOnSqlite : RevalidationOnADatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sqlite-");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private protected override void Use(DbContextOptionsBuilder options) => options.UseSqlite($"Data Source={Path.Combine(_folder.FullName, "app.db")}");
}
