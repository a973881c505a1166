using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Okta.Logout.EntityFrameworkCore;
using Okta.Logout.Redis;
using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The rules of every store of live sessions.</summary>
public sealed class RecordsOfLiveSessions(RedisServer redis, PostgresServer server) : IClassFixture<RedisServer>, IClassFixture<PostgresServer>, IAsyncLifetime
{
    private static readonly string One = new('1', 32);
    private static readonly string Other = new('2', 32);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sqlite-");
    private readonly List<IAsyncDisposable> _toDispose = [];

    public static TheoryData<string> All => ["memory", "Redis", "PostgreSQL", "SQLite"];

    private static DateTimeOffset InAMinute => TimeProvider.System.GetUtcNow().AddMinutes(1);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var one in _toDispose)
            await one.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_user_has_the_sessions_that_were_set_for_it_and_no_others(string kind)
    {
        var store = await CreateAsync(kind);
        await store.SetAsync(One, "a", new byte[] { 1 }, InAMinute);
        await store.SetAsync(One, "b", new byte[] { 2 }, InAMinute);
        await store.SetAsync(Other, "c", new byte[] { 3 }, InAMinute);

        var found = await store.ReadAsync(One);

        found.Should().HaveCount(2);
        found["a"].Should().Equal(1);
        found["b"].Should().Equal(2);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_record_is_replaced(string kind)
    {
        var store = await CreateAsync(kind);
        await store.SetAsync(One, "a", new byte[] { 1 }, InAMinute);

        await store.SetAsync(One, "a", new byte[] { 2, 0, 3 }, InAMinute);

        (await store.ReadAsync(One)).Should().ContainSingle().Which.Value.Should().Equal(2, 0, 3);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_record_is_removed_and_the_others_stay(string kind)
    {
        var store = await CreateAsync(kind);
        await store.SetAsync(One, "a", new byte[] { 1 }, InAMinute);
        await store.SetAsync(One, "b", new byte[] { 2 }, InAMinute);

        await store.RemoveAsync(One, "a");
        await store.RemoveAsync(Other, "b");
        await store.RemoveAsync(One, "unknown");

        (await store.ReadAsync(One)).Keys.Should().Equal("b");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Of_many_sign_ins_of_a_user_at_once_none_is_lost(string kind)
    {
        var store = await CreateAsync(kind);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => store.SetAsync(One, $"s{i % 20}", new byte[] { 1 }, InAMinute))));

        (await store.ReadAsync(One)).Should().HaveCount(20);
    }

    [Fact]
    public async Task Redis_keeps_a_user_as_long_as_the_longest_session()
    {
        var store = await CreateAsync("Redis");
        await store.SetAsync(One, "long", new byte[] { 1 }, InAMinute.AddHours(1));

        await store.SetAsync(One, "short", new byte[] { 1 }, InAMinute);

        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        (await admin.GetDatabase().KeyTimeToLiveAsync($"okta-logout:sessions:{One}")).Should().BeGreaterThan(TimeSpan.FromMinutes(50));
    }

    [Fact]
    public async Task Redis_forgets_what_has_expired_when_the_user_signs_in_again()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var store = await CreateAsync("Redis", clock);
        for (var i = 0; i < 20; i++)
            await store.SetAsync(One, $"old{i}", new byte[] { 1 }, clock.GetUtcNow().AddMinutes(1));
        clock.Advance(TimeSpan.FromMinutes(10));

        await store.SetAsync(One, "new", new byte[] { 1 }, clock.GetUtcNow().AddMinutes(1));

        (await store.ReadAsync(One)).Keys.Should().Equal("new");
    }

    private async Task<IUserSessionStore> CreateAsync(string kind, TimeProvider? clock = null)
    {
        switch (kind)
        {
            case "memory":
                return new MemoryUserSessionStore(TimeProvider.System);
            case "Redis":
                await using (var admin = await ConnectionMultiplexer.ConnectAsync(redis.Address))
                    await admin.GetDatabase().KeyDeleteAsync([.. new[] { One, Other }.SelectMany(user => new RedisKey[] { $"okta-logout:sessions:{user}", $"okta-logout:session-times:{user}" })]);
                var connection = new RedisConnection(Options.Create(new RedisRevocationOptions { Configuration = redis.Address }));
                _toDispose.Add(connection);
                return new RedisUserSessionStore(connection, clock ?? TimeProvider.System);
            default:
                var database = kind == "SQLite"
                    ? await DatabaseOfATest<SomeDatabaseContext>.InSqliteAsync(Path.Combine(_folder.FullName, "app.db"))
                    : await DatabaseOfATest<SomeDatabaseContext>.InPostgreSqlAsync(server);
                _toDispose.Add(database);
                return new EntityFrameworkUserSessionStore(database.Create().Database, TimeProvider.System);
        }
    }
}
