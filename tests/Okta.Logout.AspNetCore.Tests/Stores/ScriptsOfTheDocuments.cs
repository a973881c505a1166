using Microsoft.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>docs/stores.md has the scripts that create the tables, as the model of an app does.</summary>
public sealed class ScriptsOfTheDocuments
{
    public static TheoryData<string> All => ["PostgreSQL", "SQLite"];

    [Theory, MemberData(nameof(All))]
    public void A_script_is_what_the_model_creates(string database)
    {
        var options = new DbContextOptionsBuilder<TablesOnly>();
        using var context = new TablesOnly((database == "SQLite" ? options.UseSqlite("Data Source=:memory:") : options.UseNpgsql("Host=none")).Options);

        ScriptFor(database).Should().Be(context.Database.GenerateCreateScript().ReplaceLineEndings("\n").Replace("\n\n\n", "\n\n", StringComparison.Ordinal).Trim());
    }

    private static string ScriptFor(string database)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OktaLogout.sln")))
            folder = folder.Parent!;
        var document = File.ReadAllText(Path.Combine(folder.FullName, "docs", "stores.md")).ReplaceLineEndings("\n");
        const string Fence = "```";
        return document.Split($"<summary>{database}</summary>\n\n{Fence}sql\n")[1].Split($"\n{Fence}\n")[0];
    }

    private sealed class TablesOnly(DbContextOptions<TablesOnly> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseOktaLogout(Database);
    }
}
