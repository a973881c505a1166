using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Nodes that follow a revocation log in a file of SQLite, which has one writer at a time.</summary>
public sealed class RevocationLogInSqlite : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sqlite-");
    private DatabaseOfATest<SomeDatabaseContext> _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseOfATest<SomeDatabaseContext>.InSqliteAsync(Path.Combine(_folder.FullName, "app.db"));

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_revocation_reaches_the_other_nodes()
    {
        var (a, b) = (await _database.StartAsync(), await _database.StartAsync());

        await a.RevokeAsync("t");

        await b.KnowsAsync("t");
    }

    [Fact]
    public async Task A_row_that_is_deleted_gives_its_id_to_no_other()
    {
        var (a, b) = (await _database.StartAsync(), await _database.StartAsync());
        await a.RevokeAsync("t");
        await b.KnowsAsync("t");
        await _database.RunAsync("DELETE FROM \"OktaLogoutRevocations\" WHERE \"Id\" = (SELECT MAX(\"Id\") FROM \"OktaLogoutRevocations\")");

        await a.RevokeAsync("u");

        await b.KnowsAsync("u");
        (await _database.RunAsync("SELECT sql FROM sqlite_master WHERE name = 'OktaLogoutRevocations'")).Should().BeOfType<string>().Which.Should().Contain("AUTOINCREMENT");
    }

    [Fact]
    public async Task A_row_that_fills_a_gap_later_is_read()
    {
        var node = await _database.StartAsync();
        await using var connection = await _database.ConnectAsync();
        foreach (var id in new[] { 1_000, 1_005, 1_010 })
            await DatabaseOfATest<SomeDatabaseContext>.InsertAsync(connection, $"t{id}", id);
        await node.KnowsAsync("t1010");

        foreach (var id in new[] { 1_004, 1_001, 1_007, 1_009, 1_006 })
        {
            await DatabaseOfATest<SomeDatabaseContext>.InsertAsync(connection, $"t{id}", id);
            await node.KnowsAsync($"t{id}");
        }
    }

    [Fact]
    public async Task Signs_of_life_stay_as_long_as_missing_ids_are_looked_for_so_that_nothing_is_read_again()
    {
        var node = _database.Create();
        for (var i = 0; i < 100; i++)
        {
            await node.RevokeAsync($"t{i}");
            await node.Log.AppendAsync([RevocationLogCodec.Heartbeat(TimeProvider.System.GetUtcNow())]);
        }

        // As if half an hour had gone by.
        await _database.RunAsync("UPDATE \"OktaLogoutRevocations\" SET \"ExpiresAt\" = \"ExpiresAt\" - 1800000, \"AppendedAt\" = \"AppendedAt\" - 1800000");
        await node.Log.TrimAsync();

        var page = await node.ReadToTheEndAsync(null);

        (await node.Log.ReadAsync(page.Position)).Records.Should().BeEmpty();
        page.Position.Split('|')[3].Should().BeEmpty("there is no gap");
    }

    [Fact]
    public async Task However_many_ids_are_missing_what_was_read_is_not_read_again_and_the_last_of_them_are_found()
    {
        await _database.RunAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
            INSERT INTO "OktaLogoutRevocations" ("Id", "Kind", "Data", "ExpiresAt", "AppendedAt") SELECT i * 2, 0, x'00', @expires, @now FROM n
            """,
            ("@expires", long.MaxValue),
            ("@now", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
        var node = _database.Create();
        var page = await node.ReadToTheEndAsync(null);
        (await node.Log.ReadAsync(page.Position)).Records.Should().BeEmpty();

        await using var connection = await _database.ConnectAsync();
        foreach (var id in new[] { 999, 701 })
            await DatabaseOfATest<SomeDatabaseContext>.InsertAsync(connection, $"t{id}", id);

        (await node.Log.ReadAsync(page.Position)).Records.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_node_that_starts_finds_a_row_whose_transaction_was_open_for_half_an_hour()
    {
        await using var connection = await _database.ConnectAsync();
        foreach (var id in new[] { 10, 12 })
            await DatabaseOfATest<SomeDatabaseContext>.InsertAsync(connection, $"t{id}", id);
        await _database.RunAsync("UPDATE \"OktaLogoutRevocations\" SET \"AppendedAt\" = \"AppendedAt\" - 1800000");
        var node = await _database.StartAsync();

        await DatabaseOfATest<SomeDatabaseContext>.InsertAsync(connection, "late", 11);

        await node.KnowsAsync("late");
    }

    [Fact]
    public async Task While_another_writes_a_revocation_waits_off_the_request_and_ends_in_time()
    {
        var node = await _database.StartAsync();
        await using var other = await _database.ConnectAsync();
        await DatabaseOfATest<SomeDatabaseContext>.RunAsync(other, "BEGIN IMMEDIATE");
        using var inTime = new CancellationTokenSource();

        var revoking = node.RevokeAsync("t", inTime.Token);
        revoking.IsCompleted.Should().BeFalse("the caller has its thread back");
        await inTime.CancelAsync();
        await FluentActions.Awaiting(() => revoking).Should().ThrowAsync<OperationCanceledException>();
        (await node.IsRevokedAsync("t")).Should().BeTrue();

        await DatabaseOfATest<SomeDatabaseContext>.RunAsync(other, "COMMIT");
        await node.RevokeAsync("u");
        await (await _database.StartAsync()).KnowsAsync("u");
    }

    [Theory, InlineData("wal", false), InlineData("delete", true)]
    public async Task A_file_without_a_write_ahead_log_is_said(string mode, bool isSaid)
    {
        await _database.RunAsync($"PRAGMA journal_mode={mode}");

        var node = await _database.StartAsync();

        node.Logs.GetSnapshot().Any(line => line.Message.StartsWith("OL9308", StringComparison.Ordinal)).Should().Be(isSaid);
    }

    [Fact]
    public async Task A_table_that_is_missing_is_said_with_what_to_do()
    {
        await using var node = DatabaseNode.Create<SomeDatabaseContext>(options => options.UseSqlite($"Data Source={Path.Combine(_folder.FullName, "empty.db")}"));

        await FluentActions.Awaiting(() => node.RevokeAsync("t")).Should().ThrowAsync<InvalidOperationException>().WithMessage("OL9303: *OktaLogoutRevocations*migration*");
    }

    [Fact]
    public async Task A_node_whose_clock_is_ahead_removes_nothing_that_is_needed()
    {
        var node = await _database.StartAsync(clock: new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(365)));
        await node.RevokeAsync("t");
        await node.RevokeAsync("u");

        await node.Log.TrimAsync();

        (await _database.RunAsync("SELECT COUNT(*) FROM \"OktaLogoutRevocations\" WHERE \"Kind\" = 0")).Should().Be(2L);
    }
}
