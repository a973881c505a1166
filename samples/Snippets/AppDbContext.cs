using Microsoft.EntityFrameworkCore;

namespace Snippets;

#region database-model
internal sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // The app's own tables come first.
        modelBuilder.UseOktaLogout(Database);
    }
}
#endregion
