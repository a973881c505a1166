using Microsoft.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A context as an app has one.</summary>
internal sealed class SomeDatabaseContext(DbContextOptions<SomeDatabaseContext> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseOktaLogout(Database);

    /// <summary>What the app itself keeps.</summary>
    internal sealed class Note
    {
        public int Id { get; set; }

        public string Text { get; set; } = "";
    }
}
