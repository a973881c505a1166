using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>What the app has to change, with what to do.</summary>
internal static class RevocationMisconfiguration
{
    public static string NotRegistered(Type context) =>
        $"OL9301: The app has no {context.Name}. Add it: AddDbContext<{context.Name}>(…) or AddDbContextFactory<{context.Name}>(…).";

    public static string NotificationsElsewhere(Type context) =>
        $"OL9307: {nameof(EntityFrameworkRevocationOptions)}.{nameof(EntityFrameworkRevocationOptions.WaitForNotification)} is set, and the database of {context.Name} is not PostgreSQL.";

    public static InvalidOperationException NoTables(DbContext context) =>
        new($"OL9302: The model of {context.GetType().Name} has no tables for the revocation list. Call modelBuilder.UseOktaLogout(Database) at the end of its OnModelCreating, and create a migration.");

    public static InvalidOperationException UnknownProvider(DbContext context) =>
        new($"OL9304: UseEntityFramework knows PostgreSQL, SQLite and SQL Server. The provider of {context.GetType().Name} is {context.Database.ProviderName}.");

    public static InvalidOperationException NoTable(string table, DbException exception) =>
        new($"OL9303: The database has no table {table}. Create a migration and apply it, or run the script of docs/stores.md.", exception);
}
