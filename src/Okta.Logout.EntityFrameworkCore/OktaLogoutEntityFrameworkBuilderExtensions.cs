using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Okta.Logout;
using Okta.Logout.AspNetCore;
using Okta.Logout.EntityFrameworkCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a database to <c>AddOktaLogout</c>.</summary>
public static class OktaLogoutEntityFrameworkBuilderExtensions
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Keeps the revocation list in a table of the app's database, and in the memory of each node: see <c>UseRevocationLog</c>. Used tokens are remembered there too.
    /// <see cref="RevocationLogOptions"/> say how a node follows the list; nodes read the table every second unless the app sets <see cref="RevocationLogOptions.PollInterval"/>.
    /// </summary>
    /// <typeparam name="TContext">
    /// A context of the app, added by <c>AddDbContext</c> or <c>AddDbContextFactory</c>, whose <c>OnModelCreating</c> calls <c>modelBuilder.UseOktaLogout(Database)</c>.
    /// </typeparam>
    /// <param name="builder">The builder that <c>AddOktaLogout</c> returned.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>
    /// PostgreSQL 13 or later, SQLite and SQL Server. The tables come by the app's migrations, which this method never runs. An entry is acknowledged when the
    /// database has committed it, in a transaction of its own: what happens to a transaction of the app does not matter. Filters and interceptors of the app do not see these
    /// statements, except for interceptors of connections.
    /// </remarks>
    public static OktaLogoutBuilder UseEntityFramework<TContext>(this OktaLogoutBuilder builder, Action<EntityFrameworkRevocationOptions>? configure = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EntityFrameworkRevocationOptions>, EntityFrameworkRevocationOptionsValidator<TContext>>());
        var options = services.AddOptions<EntityFrameworkRevocationOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);

        // Before what the app configures, whether that stands before this call or after it.
        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<RevocationLogOptions>>(
            new ConfigureOptions<RevocationLogOptions>(static log => log.PollInterval = PollInterval)));
        services.TryAddSingleton(static provider => new RevocationDatabase(
            provider.GetRequiredService<IServiceScopeFactory>(), RevocationContexts.Create<TContext>, provider.GetRequiredService<ILogger<RevocationDatabase>>()));
        services.TryAddSingleton<IUserSessionStore, EntityFrameworkUserSessionStore>();
        return builder.UseRevocationLog(
            static provider => ActivatorUtilities.CreateInstance<EntityFrameworkRevocationLog>(provider),
            static provider => ActivatorUtilities.CreateInstance<EntityFrameworkTokenReplayCache>(provider));
    }
}
