using Microsoft.EntityFrameworkCore;
using Okta.Logout.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A context of PostgreSQL that is read like a database which does not say what transactions a statement has seen.</summary>
internal sealed class SomeDatabaseContextWithoutTransactionIds(DbContextOptions<SomeDatabaseContextWithoutTransactionIds> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => RevocationModel.AddTo(modelBuilder, hasTransactions: false);
}
