using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Okta.Logout;

namespace WebApp;

/// <summary>The database with the revocation list, where the setting <c>Okta:Database</c> names one.</summary>
internal sealed class SignOutDatabase(DbContextOptions<SignOutDatabase> options) : DbContext(options)
{
    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";

    public static bool IsKnown(string database) => database.StartsWith(Sqlite, StringComparison.Ordinal) || database.StartsWith(Postgres, StringComparison.Ordinal);

    /// <summary>Keeps the revocation list in a database.</summary>
    /// <param name="logout">What <c>AddOktaLogout</c> returned.</param>
    /// <param name="database"><c>sqlite:</c> and a file, or <c>postgres:</c> and a connection string.</param>
    public static void Use(OktaLogoutBuilder logout, string database)
    {
        if (database.StartsWith(Sqlite, StringComparison.Ordinal))
        {
            logout.Services.AddDbContext<SignOutDatabase>(options => options.UseSqlite($"Data Source={database[Sqlite.Length..]}"));
            logout.UseEntityFramework<SignOutDatabase>();
        }
        else
        {
            logout.Services.AddDbContext<SignOutDatabase>(options => options.UseNpgsql(database[Postgres.Length..]));
            logout.UseEntityFramework<SignOutDatabase>(options =>
                options.WaitForNotification = (connection, timeout, token) => ((NpgsqlConnection)connection).WaitAsync(timeout, token));
        }
    }

    /// <summary>Creates the tables, so that the sample needs no further step. An app has migrations instead.</summary>
    public static async Task CreateAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<SignOutDatabase>() is not { } database)
            return;
        try
        {
            await database.Database.EnsureCreatedAsync();
        }
        catch (Exception exception) when (exception is DbException || exception.InnerException is DbException)
        {
            // Down, or another node of the sample creates them at the same moment. If they are missing, the library says so.
            scope.ServiceProvider.GetRequiredService<ILogger<SignOutDatabase>>().LogWarning("The tables were not created ({ExceptionType}).", exception.GetType().Name);
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseOktaLogout(Database);
}
