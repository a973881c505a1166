using Microsoft.EntityFrameworkCore;
using Okta.Logout.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class RevalidationOnPostgreSql(PostgresServer server) : RevalidationOnADatabase, IClassFixture<PostgresServer>
{
    private string _connectionString = "";

    public override async Task InitializeAsync()
    {
        _connectionString = await server.CreateDatabaseAsync();
        await base.InitializeAsync();
    }

    private protected override void Use(DbContextOptionsBuilder options) => options.UseNpgsql(_connectionString);

    private protected override void Configure(EntityFrameworkRevocationOptions options) => options.WaitForNotification = DatabaseNode.Npgsql;
}
