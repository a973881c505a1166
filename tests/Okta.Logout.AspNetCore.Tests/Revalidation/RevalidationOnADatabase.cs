using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Okta.Logout.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

public abstract class RevalidationOnADatabase : RevalidationOnTwoNodes
{
    private DatabaseNode _database = null!;

    public override async Task InitializeAsync()
    {
        _database = DatabaseNode.Create<SomeDatabaseContext>(Use);
        await _database.CreateTablesAsync<SomeDatabaseContext>();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }

    private protected override void AddStore(OktaLogoutBuilder logout)
    {
        logout.Services.AddDbContext<SomeDatabaseContext>(Use);
        logout.UseEntityFramework<SomeDatabaseContext>(Configure);
    }

    private protected abstract void Use(DbContextOptionsBuilder options);

    private protected virtual void Configure(EntityFrameworkRevocationOptions options)
    {
    }

    // The database has a clock of its own, by which its rows expire.
    private protected override async Task PassAsync(TimeSpan time)
    {
        await base.PassAsync(time);
        await _database.Database.ExecuteAsync(
            session => session.Command(
                $"UPDATE {session.Tables.Tokens} SET {session.Tables.TokenExpiresAt} = {session.Tables.TokenExpiresAt} - @time", ("@time", (long)time.TotalMilliseconds)),
            CancellationToken.None);
    }
}
