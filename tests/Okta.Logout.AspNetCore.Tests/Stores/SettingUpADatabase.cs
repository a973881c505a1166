using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Okta.Logout.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What an app has to write, and what it is told if it does not.</summary>
public sealed class SettingUpADatabase
{
    [Fact]
    public Task A_context_that_is_not_registered() => FailsAsync("OL9301: *AddDbContext<SomeDatabaseContext>*", _ => { });

    [Fact]
    public Task A_model_without_the_tables() => FailsAsync<ContextWithoutTables>(
        "OL9302: *modelBuilder.UseOktaLogout(Database)*", services => services.AddDbContext<ContextWithoutTables>(options => options.UseSqlite("Data Source=:memory:")));

    [Fact]
    public Task A_provider_that_is_not_known() => FailsAsync(
        "OL9304: *PostgreSQL, SQLite and SQL Server*", services => services.AddDbContext<SomeDatabaseContext>(options => options.UseInMemoryDatabase("app")));

    [Fact]
    public Task Notifications_of_a_database_that_is_not_PostgreSQL() => FailsAsync(
        "OL9307: *WaitForNotification*",
        services => services.AddDbContext<SomeDatabaseContext>(options => options.UseSqlite("Data Source=:memory:")),
        options => options.WaitForNotification = DatabaseNode.Npgsql);

    [Fact]
    public void Nodes_read_every_second() => PollInterval(services => AddOktaLogout(services)).Should().Be(TimeSpan.FromSeconds(1));

    [Fact]
    public void What_the_app_sets_wins_before_and_after()
    {
        PollInterval(services =>
        {
            services.Configure<RevocationLogOptions>(options => options.PollInterval = TimeSpan.FromSeconds(3));
            AddOktaLogout(services);
        }).Should().Be(TimeSpan.FromSeconds(3));
        PollInterval(services =>
        {
            AddOktaLogout(services);
            services.Configure<RevocationLogOptions>(options => options.PollInterval = TimeSpan.FromSeconds(3));
        }).Should().Be(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Calling_it_twice_does_no_harm() => PollInterval(services =>
    {
        AddOktaLogout(services);
        AddOktaLogout(services);
    }).Should().Be(TimeSpan.FromSeconds(1));

    private static void AddOktaLogout(IServiceCollection services) => services.AddOktaLogout().UseEntityFramework<SomeDatabaseContext>();

    private static TimeSpan PollInterval(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        services.AddAuthentication();
        add(services);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<RevocationLogOptions>>().Value.PollInterval;
    }

    private static Task FailsAsync(string message, Action<IServiceCollection> addContext, Action<EntityFrameworkRevocationOptions>? configure = null) =>
        FailsAsync<SomeDatabaseContext>(message, addContext, configure);

    private static async Task FailsAsync<TContext>(string message, Action<IServiceCollection> addContext, Action<EntityFrameworkRevocationOptions>? configure = null)
        where TContext : DbContext
    {
        var start = () => new SomeApp
        {
            AddOktaLogout = services =>
            {
                addContext(services);
                services.AddOktaLogout().UseEntityFramework<TContext>(configure);
            },
        }.StartAsync();

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage(message);
    }

    private sealed class ContextWithoutTables(DbContextOptions<ContextWithoutTables> options) : DbContext(options);
}
