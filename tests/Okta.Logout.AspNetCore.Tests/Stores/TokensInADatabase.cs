using Microsoft.Data.Sqlite;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Of all nodes that share a database, exactly one accepts a token.</summary>
public sealed class TokensInADatabase(PostgresServer server) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sqlite-");
    private readonly List<DatabaseOfATest<SomeDatabaseContext>> _databases = [];

    public static TheoryData<string> All => ["PostgreSQL", "SQLite"];

    private static DateTimeOffset InAMinute => TimeProvider.System.GetUtcNow().AddMinutes(1);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var database in _databases)
            await database.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Of_many_that_reserve_a_token_on_eight_nodes_exactly_one_succeeds(string kind)
    {
        var nodes = await NodesAsync(kind, 8);

        var results = await Task.WhenAll(Enumerable.Range(0, 80).Select(i => Task.Run(() => nodes[i % 8].ReplayCache.ReserveAsync("token", InAMinute).AsTask())));

        results.Count(result => result is TokenReservation.Reserved).Should().Be(1);
        results.Should().NotContain(TokenReservation.Used);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Of_many_that_take_over_a_reservation_that_has_run_out_exactly_one_succeeds(string kind)
    {
        var nodes = await NodesAsync(kind, 8);
        await nodes[0].ReplayCache.ReserveAsync("token", InAMinute);
        await _databases[0].RunAsync("UPDATE \"OktaLogoutTokens\" SET \"ExpiresAt\" = 1");

        var results = await Task.WhenAll(Enumerable.Range(0, 80).Select(i => Task.Run(() => nodes[i % 8].ReplayCache.ReserveAsync("token", InAMinute).AsTask())));

        results.Count(result => result is TokenReservation.Reserved).Should().Be(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_token_that_was_used_stays_used_and_one_that_was_released_is_free_on_all_nodes(string kind)
    {
        var (a, b) = (await NodesAsync(kind, 2)) is [var one, var other] ? (one.ReplayCache, other.ReplayCache) : default;
        await a.ReserveAsync("used", InAMinute);
        await a.MarkUsedAsync("used", InAMinute);
        await a.ReserveAsync("released", InAMinute);
        await b.ReleaseAsync("released");
        (await b.ReserveAsync("released", InAMinute)).Should().Be(TokenReservation.InProgress, "only who has reserved it may release it");

        await a.ReleaseAsync("released");

        (await b.ReserveAsync("used", InAMinute)).Should().Be(TokenReservation.Used);
        (await b.ReserveAsync("released", InAMinute)).Should().Be(TokenReservation.Reserved);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_token_that_was_released_late_is_not_taken_from_the_node_that_has_it_now(string kind)
    {
        var (a, b) = (await NodesAsync(kind, 2)) is [var one, var other] ? (one.ReplayCache, other.ReplayCache) : default;
        await a.ReserveAsync("token", InAMinute);
        await _databases[0].RunAsync("UPDATE \"OktaLogoutTokens\" SET \"ExpiresAt\" = 1");
        (await b.ReserveAsync("token", InAMinute)).Should().Be(TokenReservation.Reserved);

        await a.ReleaseAsync("token");

        (await a.ReserveAsync("token", InAMinute)).Should().Be(TokenReservation.InProgress);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_token_whose_reservation_was_removed_is_remembered_as_used_all_the_same(string kind)
    {
        var cache = (await NodesAsync(kind, 1))[0].ReplayCache;
        await cache.ReserveAsync("token", InAMinute);
        await _databases[0].RunAsync("DELETE FROM \"OktaLogoutTokens\"");

        await cache.MarkUsedAsync("token", InAMinute);

        (await cache.ReserveAsync("token", InAMinute)).Should().Be(TokenReservation.Used);
    }

    private async Task<IReadOnlyList<DatabaseNode>> NodesAsync(string kind, int count)
    {
        var database = kind == "SQLite"
            ? await DatabaseOfATest<SomeDatabaseContext>.InSqliteAsync(Path.Combine(_folder.FullName, Path.GetRandomFileName()))
            : await DatabaseOfATest<SomeDatabaseContext>.InPostgreSqlAsync(server);
        _databases.Add(database);
        return [.. Enumerable.Range(0, count).Select(_ => database.Create())];
    }
}
