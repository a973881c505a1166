using System.Globalization;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Nodes that follow a revocation log in a real PostgreSQL, which fails as servers do.</summary>
public sealed class RevocationLogInPostgreSql(PostgresServer server) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(1);

    private DatabaseOfATest<SomeDatabaseContext> _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseOfATest<SomeDatabaseContext>.InPostgreSqlAsync(server);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_revocation_wakes_the_other_nodes_by_a_notification()
    {
        var (a, b) = (await _database.StartAsync(DatabaseNode.Npgsql, Never), await _database.StartAsync(DatabaseNode.Npgsql, Never));

        await a.RevokeAsync("t");

        await b.KnowsAsync("t");
        (await b.IsRevokedAsync("other")).Should().BeFalse();
    }

    [Fact]
    public async Task Without_notifications_the_other_nodes_poll()
    {
        var (a, b) = (await _database.StartAsync(), await _database.StartAsync());

        await a.RevokeAsync("t");

        await b.KnowsAsync("t");
    }

    [Fact]
    public async Task A_node_that_starts_knows_what_was_revoked_before()
    {
        var a = await _database.StartAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 3_000), new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (i, token) => await a.RevokeAsync($"t{i}", token));

        var b = await _database.StartAsync();

        for (var i = 0; i < 3_000; i++)
            (await b.IsRevokedAsync($"t{i}")).Should().BeTrue();
    }

    [Fact]
    public Task An_insert_that_is_held_before_its_commit_is_read_when_it_comes() => ReadsLateCommitsAsync(_database);

    [Fact]
    public async Task So_it_is_where_the_database_does_not_say_what_a_statement_has_seen()
    {
        await using var database = await DatabaseOfATest<SomeDatabaseContextWithoutTransactionIds>.InPostgreSqlAsync(server);

        await ReadsLateCommitsAsync(database);
    }

    [Fact]
    public async Task A_transaction_that_is_prepared_and_whose_client_has_gone_is_read_when_it_is_committed()
    {
        var (a, b) = (await _database.StartAsync(), await _database.StartAsync());
        await using (var client = await _database.ConnectAsync())
        {
            await DatabaseOfATest<SomeDatabaseContext>.RunAsync(client, "BEGIN");
            await DatabaseOfATest<SomeDatabaseContext>.InsertAsync(client, "late");
            await DatabaseOfATest<SomeDatabaseContext>.RunAsync(client, "PREPARE TRANSACTION 'late'");
        }

        await a.RevokeAsync("t");
        await b.KnowsAsync("t");
        (await b.IsRevokedAsync("late")).Should().BeFalse();

        await _database.RunAsync("COMMIT PREPARED 'late'");

        await b.KnowsAsync("late");
    }

    [Fact]
    public async Task A_long_transaction_of_the_app_neither_delays_records_nor_has_them_read_again_and_again()
    {
        var node = _database.Create();
        await using var app = await _database.ConnectAsync();
        await DatabaseOfATest<SomeDatabaseContext>.RunAsync(app, "BEGIN");
        await DatabaseOfATest<SomeDatabaseContext>.RunAsync(app, "SELECT pg_current_xact_id()");
        var start = await node.Log.ReadAsync(null);
        await node.RevokeAsync("t");

        var first = await node.Log.ReadAsync(start.Position);
        var second = await node.Log.ReadAsync(first.Position);

        first.Records.Should().HaveCount(1);
        second.Records.Should().BeEmpty();
    }

    [Fact]
    public async Task Rows_that_came_from_another_server_are_read_once()
    {
        var node = _database.Create();
        await node.RevokeAsync("t");
        await _database.RunAsync("UPDATE \"OktaLogoutRevocations\" SET \"TransactionId\" = '999999999999'");

        var first = await node.Log.ReadAsync(null);
        var second = await node.Log.ReadAsync(first.Position);
        await node.RevokeAsync("u");
        var third = await node.Log.ReadAsync(second.Position);

        first.Records.Should().HaveCount(1);
        second.Records.Should().BeEmpty();
        third.Records.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_revocation_does_not_depend_on_a_transaction_of_the_app()
    {
        var node = await _database.StartAsync();

        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await using var scope = node.Services.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<SomeDatabaseContext>();
            context.Notes.Add(new() { Text = "rolled back" });
            await context.SaveChangesAsync();
            await node.RevokeAsync("t");
            (await node.ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.Reserved);
        }

        (await _database.RunAsync("SELECT COUNT(*) FROM \"Notes\"")).Should().Be(0L);
        (await (await _database.StartAsync()).IsRevokedAsync("t")).Should().BeTrue();
        (await _database.Create().ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.InProgress);
    }

    [Fact]
    public async Task Eight_nodes_that_remove_what_has_expired_at_once_do_not_meet()
    {
        await _database.RunAsync(
            """INSERT INTO "OktaLogoutRevocations" ("Kind", "Data", "ExpiresAt", "AppendedAt") SELECT 0, '\x00', g % 7, 0 FROM generate_series(1, 20000) g""");
        await _database.RunAsync("""INSERT INTO "OktaLogoutTokens" ("TokenKey", "ExpiresAt") SELECT g::text, 0 FROM generate_series(1, 5000) g""");
        var nodes = Enumerable.Range(0, 8).Select(_ => _database.Create()).ToList();

        await Task.WhenAll([.. nodes.Select(node => node.Log.TrimAsync().AsTask()), .. nodes.Select((node, i) => node.RevokeAsync($"t{i}"))]);
        await nodes[0].Log.TrimAsync();

        (await _database.RunAsync("SELECT COUNT(*) FROM \"OktaLogoutRevocations\"")).Should().Be(8L);
        (await _database.RunAsync("SELECT COUNT(*) FROM \"OktaLogoutTokens\"")).Should().Be(0L);
    }

    [Fact]
    public async Task What_a_newer_version_has_written_does_not_stop_a_node()
    {
        var (a, b) = (await _database.StartAsync(), await _database.StartAsync());
        await a.Log.AppendAsync([new RevocationLogRecord(new byte[] { 9, 9, 9 }, TimeProvider.System.GetUtcNow().AddDays(1), RevocationLogRecordKind.Entry)]);

        await a.RevokeAsync("t");

        await b.KnowsAsync("t");
        b.Problem.Should().BeNull();
    }

    [Theory]
    [InlineData("DELETE FROM \"OktaLogoutRevocations\"")]
    [InlineData("TRUNCATE \"OktaLogoutRevocations\" RESTART IDENTITY")]
    [InlineData("DELETE FROM \"OktaLogoutRevocations\" WHERE \"Id\" > 100")]
    public async Task A_table_that_has_lost_rows_gets_them_back(string loss)
    {
        var a = await _database.StartAsync();
        for (var i = 0; i < 200; i++)
            await a.RevokeAsync($"t{i}");
        var b = await _database.StartAsync();

        await _database.RunAsync(loss);

        await Eventually.BecomesTrueAsync(async () => await _database.RunAsync("SELECT COUNT(DISTINCT \"Data\") FROM \"OktaLogoutRevocations\" WHERE \"Kind\" = 0") is 200L);
        (await (await _database.StartAsync()).IsRevokedAsync("t199")).Should().BeTrue();
        b.Problem.Should().BeNull();
    }

    [Fact]
    public async Task While_the_server_is_gone_a_revocation_fails_in_time_and_counts_on_its_node_and_checks_wait_for_nothing()
    {
        await using var own = new RunningPostgres();
        await own.Server.InitializeAsync();
        await using var database = await DatabaseOfATest<SomeDatabaseContext>.InPostgreSqlAsync(own.Server);
        var (a, b) = (await database.StartAsync(DatabaseNode.Npgsql), await database.StartAsync(DatabaseNode.Npgsql));
        await own.Server.KillAsync();
        using (var inTime = new CancellationTokenSource(TimeSpan.FromSeconds(2)))
            await FluentActions.Awaiting(() => a.RevokeAsync("t", inTime.Token)).Should().ThrowAsync<Exception>();
        (await a.IsRevokedAsync("t")).Should().BeTrue();
        a.IsRevokedAsync("other").IsCompletedSuccessfully.Should().BeTrue();

        await own.Server.StartAsync();

        // What the node knew and the table does not have is appended again, because the server may be a copy that was behind.
        await b.KnowsAsync("t");
        await a.RevokeAsync("u");
        await b.KnowsAsync("u");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task After_a_failure_what_was_appended_in_the_ten_minutes_before_is_read_again(bool hasManyRows)
    {
        var node = _database.Create();
        await node.RevokeAsync("t");
        if (hasManyRows)
        {
            await _database.RunAsync(string.Create(
                CultureInfo.InvariantCulture, $"""INSERT INTO "OktaLogoutRevocations" ("Kind", "Data", "ExpiresAt", "AppendedAt") SELECT 0, '\x00', {long.MaxValue}, 0 FROM generate_series(1, 5000) g"""));
        }

        var position = (await node.ReadToTheEndAsync(null)).Position;
        await _database.RunAsync("ALTER TABLE \"OktaLogoutRevocations\" RENAME TO \"Gone\"");
        await FluentActions.Awaiting(() => node.Log.ReadAsync(position).AsTask()).Should().ThrowAsync<InvalidOperationException>();
        await _database.RunAsync("ALTER TABLE \"Gone\" RENAME TO \"OktaLogoutRevocations\"");

        var page = await node.Log.ReadAsync(position);

        page.Loss.Should().Be(RevocationLogLoss.Recent);
        page.Records.Should().HaveCount(1);
        (await node.Log.ReadAsync(page.Position)).Records.Should().BeEmpty();
    }

    [Fact]
    public async Task A_listening_connection_that_is_half_open_is_noticed_and_replaced()
    {
        await using var proxy = new SilentProxy(((NpgsqlConnection)await _database.ConnectAsync()).Port);
        var a = await _database.StartAsync(DatabaseNode.Npgsql, Never);
        var b = DatabaseNode.Create<SomeDatabaseContext>(
            options => options.UseNpgsql(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Port = proxy.Port, Pooling = false }.ConnectionString),
            (connection, _, token) => ((NpgsqlConnection)connection).WaitAsync(TimeSpan.FromMilliseconds(200), token),
            Never);
        await using var later = b;
        await b.FollowAsync();
        await a.RevokeAsync("before");
        await b.KnowsAsync("before");

        proxy.Silence();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(b.Logs.GetSnapshot().Any(line => line.Message.StartsWith("OL9305", StringComparison.Ordinal))));

        await a.RevokeAsync("after");
        await b.KnowsAsync("after");
        b.Problem.Should().BeNull();
    }

    [Fact]
    public async Task A_wait_that_never_ends_is_given_up_and_the_node_polls()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var (a, b) = (await _database.StartAsync(), await _database.StartAsync((_, _, _) => new TaskCompletionSource<bool>().Task, clock: clock));

        await Eventually.BecomesTrueAsync(clock, TimeSpan.FromSeconds(1), () => Task.FromResult(b.Logs.GetSnapshot().Any(line => line.Message.StartsWith("OL9305", StringComparison.Ordinal))));

        await a.RevokeAsync("t");
        await b.KnowsAsync("t");
    }

    [Fact]
    public async Task Notifications_that_never_come_are_said()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var node = await _database.StartAsync(async (_, timeout, token) =>
            {
                await Task.Delay(timeout, clock, token);
                return false;
            }, TimeSpan.FromMilliseconds(100), clock);

        await Eventually.BecomesTrueAsync(clock, TimeSpan.FromMilliseconds(100), async () =>
        {
            await node.RevokeAsync("t");
            return node.Logs.GetSnapshot().Any(line => line.Message.StartsWith("OL9306", StringComparison.Ordinal));
        });

        node.Problem.Should().BeNull();
    }

    [Fact]
    public async Task At_most_twenty_notifications_a_second_are_sent_by_a_node()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var listener = (NpgsqlConnection)await _database.ConnectAsync();
        var heard = 0;
        listener.Notification += (_, _) => heard++;
        await DatabaseOfATest<SomeDatabaseContext>.RunAsync(listener, "LISTEN okta_logout");
        var node = _database.Create(DatabaseNode.Npgsql, Never, clock: clock);

        for (var i = 0; i < 100; i++)
            await node.RevokeAsync($"t{i}");
        (await listener.WaitAsync(TimeSpan.FromSeconds(10))).Should().BeTrue();
        await DatabaseOfATest<SomeDatabaseContext>.RunAsync(listener, "SELECT 1");
        heard.Should().Be(1, "the clock stands still");

        await Eventually.BecomesTrueAsync(clock, TimeSpan.FromMilliseconds(50), async () =>
        {
            await DatabaseOfATest<SomeDatabaseContext>.RunAsync(listener, "SELECT 1");
            return heard == 2;
        });
    }

    [Fact]
    public async Task A_table_that_is_missing_is_said_with_what_to_do_and_is_no_end_of_the_app()
    {
        var connectionString = await server.CreateDatabaseAsync();
        await using var node = DatabaseNode.Create<SomeDatabaseContext>(options => options.UseNpgsql(connectionString));
        await FluentActions.Awaiting(() => node.Log.ReadAsync(null).AsTask()).Should().ThrowAsync<InvalidOperationException>().WithMessage("OL9303: *OktaLogoutRevocations*migration*");
        await FluentActions.Awaiting(() => node.RevokeAsync("t")).Should().ThrowAsync<InvalidOperationException>().WithMessage("OL9303: *");
        node.Logs.GetSnapshot().Count(line => line.Message.StartsWith("OL9303", StringComparison.Ordinal)).Should().Be(1);

        await node.CreateTablesAsync<SomeDatabaseContext>();

        await node.RevokeAsync("t");
        (await node.Log.ReadAsync(null)).Records.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_context_that_retries_can_be_used()
    {
        var node = DatabaseNode.Create<SomeDatabaseContext>(options => options.UseNpgsql(_database.ConnectionString, npgsql => npgsql.EnableRetryOnFailure()));
        await using var later = node;
        await node.FollowAsync();

        await node.RevokeAsync("t");
        await node.Log.TrimAsync();

        await (await _database.StartAsync()).KnowsAsync("t");
        (await node.ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.Reserved);
    }

    [Fact]
    public async Task Interceptors_of_the_app_see_nothing_of_it()
    {
        var seen = new SeenCommands();
        var node = _database.Create(more: options => options.AddInterceptors(seen));

        await node.RevokeAsync("t");
        await node.Log.ReadAsync(null);
        await node.Log.TrimAsync();
        await node.ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1));

        seen.Count.Should().Be(0);
    }

    [Theory, InlineData("context"), InlineData("pool"), InlineData("factory"), InlineData("pooled factory"), InlineData("scoped factory")]
    public async Task Contexts_are_created_as_the_app_registers_them(string kind)
    {
        await using var node = DatabaseNode.Create<SomeDatabaseContext>(_ => { }, addContext: services => _ = kind switch
        {
            "context" => services.AddDbContext<SomeDatabaseContext>(_database.Use),
            "pool" => services.AddDbContextPool<SomeDatabaseContext>(_database.Use),
            "factory" => services.AddDbContextFactory<SomeDatabaseContext>(_database.Use),
            "pooled factory" => services.AddPooledDbContextFactory<SomeDatabaseContext>(_database.Use),
            _ => services.AddDbContextFactory<SomeDatabaseContext>(_database.Use, ServiceLifetime.Scoped),
        });

        for (var i = 0; i < 5; i++)
            await node.RevokeAsync($"t{i}");

        (await node.Log.ReadAsync(null)).Records.Should().HaveCount(5);
    }

    [Fact]
    public async Task The_tables_follow_the_schema_and_the_names_of_the_app()
    {
        var connectionString = await server.CreateDatabaseAsync();
        await using var node = DatabaseNode.Create<ContextWithItsOwnNames>(options => options.UseNpgsql(connectionString));
        await FluentActions.Awaiting(() => node.RevokeAsync("t")).Should().ThrowAsync<InvalidOperationException>().WithMessage("OL9303: *auth*sign_outs*");
        await node.CreateTablesAsync<ContextWithItsOwnNames>();

        await node.RevokeAsync("t");

        (await node.Log.ReadAsync(null)).Records.Should().HaveCount(1);
        (await node.ReplayCache.ReserveAsync("token", TimeProvider.System.GetUtcNow().AddMinutes(1))).Should().Be(TokenReservation.Reserved);
        await node.Log.TrimAsync();
    }

    [Fact]
    public async Task What_strangers_cause_takes_a_bounded_number_of_rows()
    {
        await _database.RunAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""INSERT INTO "OktaLogoutRevocations" ("Kind", "Data", "ExpiresAt", "AppendedAt") SELECT 1, '\x00', {long.MaxValue}, 0 FROM generate_series(1, {RevocationLogLimits.Unconfirmed + 3_000}) g"""));
        var node = _database.Create();

        await node.RevokeAsync("t");
        await node.Log.TrimAsync();

        (await _database.RunAsync("SELECT COUNT(*) FROM \"OktaLogoutRevocations\" WHERE \"Kind\" = 1")).Should().Be((long)RevocationLogLimits.Unconfirmed);
        (await _database.RunAsync("SELECT COUNT(*) FROM \"OktaLogoutRevocations\" WHERE \"Kind\" = 0")).Should().Be(1L);
    }

    [Fact]
    public async Task Strangers_cannot_fill_the_table_between_two_trims()
    {
        await _database.RunAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""INSERT INTO "OktaLogoutRevocations" ("Kind", "Data", "ExpiresAt", "AppendedAt") SELECT 1, '\x00', {long.MaxValue}, 0 FROM generate_series(1, {RevocationLogLimits.Unconfirmed}) g"""));
        var node = _database.Create();

        await node.Log.AppendAsync([.. Enumerable.Range(0, 5_000).Select(_ => new RevocationLogRecord(new byte[1], TimeProvider.System.GetUtcNow().AddDays(1), RevocationLogRecordKind.Unconfirmed))]);

        await Eventually.BecomesTrueAsync(async () => await _database.RunAsync("SELECT COUNT(*) FROM \"OktaLogoutRevocations\"") is (long)RevocationLogLimits.Unconfirmed);
    }

    private static async Task ReadsLateCommitsAsync<TContext>(DatabaseOfATest<TContext> database)
        where TContext : DbContext
    {
        var (a, b) = (await database.StartAsync(), await database.StartAsync());
        await using var held = await database.ConnectAsync();
        await using var rolledBack = await database.ConnectAsync();
        foreach (var client in new[] { held, rolledBack })
            await DatabaseOfATest<TContext>.RunAsync(client, "BEGIN");
        await DatabaseOfATest<TContext>.InsertAsync(held, "late");
        await DatabaseOfATest<TContext>.InsertAsync(rolledBack, "never");
        for (var i = 0; i < 20; i++)
        {
            await a.RevokeAsync($"t{i}");
            await b.KnowsAsync($"t{i}");
        }

        await DatabaseOfATest<TContext>.RunAsync(rolledBack, "ROLLBACK");
        var newcomer = await database.StartAsync();
        (await b.IsRevokedAsync("late")).Should().BeFalse();

        await DatabaseOfATest<TContext>.RunAsync(held, "COMMIT");

        await b.KnowsAsync("late");
        await newcomer.KnowsAsync("late");
        (await b.IsRevokedAsync("never")).Should().BeFalse();
    }

    private sealed class RunningPostgres : IAsyncDisposable
    {
        public PostgresServer Server { get; } = new();

        public async ValueTask DisposeAsync() => await Server.DisposeAsync();
    }

    private sealed class SeenCommands : DbCommandInterceptor
    {
        public int Count { get; private set; }

        public override System.Data.Common.DbCommand CommandInitialized(CommandEndEventData eventData, System.Data.Common.DbCommand result)
        {
            Count++;
            return result;
        }
    }

    private sealed class ContextWithItsOwnNames(DbContextOptions<ContextWithItsOwnNames> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.HasDefaultSchema("auth").UseOktaLogout(Database);
            modelBuilder.Entity("OktaLogoutRevocation").ToTable("sign_outs");
            foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
                property.SetColumnName(property.Name.ToLowerInvariant() + "_of \"app\"");
        }
    }
}
