using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Okta.Logout.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Two nodes on PostgreSQL, which wake each other.</summary>
public sealed class TwoNodesOnPostgreSql(PostgresServer server) : TwoNodesOnADatabase, IClassFixture<PostgresServer>
{
    private string _connectionString = "";

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await server.StartAsync();
    }

    [Fact]
    public async Task A_sign_out_while_the_database_is_gone_reaches_the_other_when_it_is_back()
    {
        var browser = await A.SignedInBrowserAsync();
        var copy = On(B, browser);
        await server.KillAsync();
        var signOut = browser.PostAsync("/signout");
        await EventuallyAsync(() => Task.FromResult(signOut.IsCompleted));
        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeTrue("the other node cannot know");

        await server.StartAsync();

        await EventuallyAsync(async () => !await copy.IsSignedInAsync());
    }

    [Fact]
    public async Task A_node_starts_without_the_database()
    {
        await server.KillAsync();

        await using var late = await new SomeApp
        {
            AddOktaLogout = services =>
            {
                services.AddDbContext<SomeDatabaseContext>(Use);
                services.AddOktaLogout().UseEntityFramework<SomeDatabaseContext>();
            },
            Services = services => services.Configure<RevocationLogOptions>(options => options.StartTimeout = TimeSpan.Zero),
        }.StartAsync();

        (await (await late.SignedInBrowserAsync()).IsSignedInAsync()).Should().BeTrue();
    }

    private protected override async Task CreateDatabaseAsync()
    {
        _connectionString = await server.CreateDatabaseAsync();
        await using var node = DatabaseNode.Create<SomeDatabaseContext>(Use);
        await node.CreateTablesAsync<SomeDatabaseContext>();
    }

    private protected override void Use(DbContextOptionsBuilder options) => options.UseNpgsql(_connectionString);

    private protected override void Configure(EntityFrameworkRevocationOptions options) => options.WaitForNotification = DatabaseNode.Npgsql;
}
