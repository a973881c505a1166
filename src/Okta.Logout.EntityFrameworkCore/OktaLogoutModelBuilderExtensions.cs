using Microsoft.EntityFrameworkCore.Infrastructure;
using Okta.Logout.EntityFrameworkCore;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Adds the tables of the library to the model of a <see cref="DbContext"/>.</summary>
public static class OktaLogoutModelBuilderExtensions
{
    /// <summary>
    /// Adds three tables: <c>OktaLogoutRevocations</c>, the revocation list, <c>OktaLogoutTokens</c>, the incoming tokens that were used, and <c>OktaLogoutSessions</c>, the live
    /// sessions, which stays empty without <c>AddUserSessions</c>. The app's migrations then create them.
    /// </summary>
    /// <param name="modelBuilder">The builder that <c>OnModelCreating</c> gets.</param>
    /// <param name="database"><see cref="DbContext.Database"/> of the context: what the tables have differs from one provider to another.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    /// <remarks>
    /// Call it at the end of <c>OnModelCreating</c>. The tables are in the default schema of the model; to rename one, call
    /// <c>modelBuilder.Entity("OktaLogoutRevocation").ToTable(…)</c>, and so on for <c>OktaLogoutToken</c> and <c>OktaLogoutSession</c>, afterwards.
    /// </remarks>
    public static ModelBuilder UseOktaLogout(this ModelBuilder modelBuilder, DatabaseFacade database)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ArgumentNullException.ThrowIfNull(database);
        RevocationModel.AddTo(modelBuilder, hasTransactions: database.ProviderName is DatabaseDialect.Npgsql);
        return modelBuilder;
    }
}
