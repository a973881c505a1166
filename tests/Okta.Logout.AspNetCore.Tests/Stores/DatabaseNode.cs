using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Npgsql;
using Okta.Logout.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One node of an app, as far as the revocation list in its database goes.</summary>
internal sealed class DatabaseNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly EntityFrameworkRevocationLog _log;
    private readonly RevocationReplica _replica;
    private readonly RevocationLogFollower _follower;

    private DatabaseNode(
        Action<IServiceCollection> addContext, EntityFrameworkRevocationOptions database, RevocationLogOptions options, Func<IServiceProvider, (DbContext, bool)> create, TimeProvider logClock)
    {
        var services = new ServiceCollection();
        addContext(services);
        _services = services.BuildServiceProvider();
        var clock = TimeProvider.System;
        var telemetry = new OktaLogoutTelemetry(null);
        var logs = new LoggerFactory([new FakeLoggerProvider(Logs)]);
        Database = new(_services.GetRequiredService<IServiceScopeFactory>(), create, logs.CreateLogger<RevocationDatabase>());
        _log = new(Database, Options.Create(database), logClock, logs.CreateLogger<EntityFrameworkRevocationLog>());
        _replica = new(new(clock), clock);
        _follower = new(_log, _replica, Options.Create(options), telemetry, clock, logs.CreateLogger<RevocationLogFollower>());
        Store = new ReplicatedSessionRevocationStore(_log, _replica, Options.Create(options), telemetry, clock);
        ReplayCache = new EntityFrameworkTokenReplayCache(Database, clock);
    }

    public FakeLogCollector Logs { get; } = new();

    public RevocationDatabase Database { get; }

    public ISessionRevocationStore Store { get; }

    public ITokenReplayCache ReplayCache { get; }

    public IRevocationLog Log => _log;

    public string? Problem => _follower.Problem;

    public IServiceProvider Services => _services;

    /// <summary>Gets how many entries the node has in memory.</summary>
    public int Count => _replica.Known.Count;

    public static Func<DbConnection, TimeSpan, CancellationToken, Task<bool>> Npgsql { get; } = (connection, timeout, token) => ((NpgsqlConnection)connection).WaitAsync(timeout, token);

    public static DatabaseNode Create<TContext>(
        Action<DbContextOptionsBuilder> database,
        Func<DbConnection, TimeSpan, CancellationToken, Task<bool>>? wait = null,
        TimeSpan? pollInterval = null,
        Action<IServiceCollection>? addContext = null,
        TimeProvider? logClock = null)
        where TContext : DbContext => new(
            addContext ?? (services => services.AddDbContext<TContext>(database)),
            new() { WaitForNotification = wait },
            new() { PollInterval = pollInterval ?? TimeSpan.FromMilliseconds(200), StartTimeout = TimeSpan.FromSeconds(10) },
            RevocationContexts.Create<TContext>,
            logClock ?? TimeProvider.System);

    public async Task CreateTablesAsync<TContext>()
        where TContext : DbContext
    {
        await using var scope = _services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TContext>().Database.EnsureCreatedAsync();
    }

    public async Task<DatabaseNode> FollowAsync()
    {
        await _follower.StartAsync(CancellationToken.None);
        return this;
    }

    public async Task RevokeAsync(string ticket, CancellationToken cancellationToken = default) =>
        await Store.RevokeAsync(new(SessionTarget.ForTicket(ticket), TimeProvider.System.GetUtcNow().AddDays(14)), cancellationToken);

    public async Task<bool> IsRevokedAsync(string ticket) => await Store.IsRevokedAsync(new() { TicketId = ticket });

    /// <summary>Reads page by page, and returns the last.</summary>
    public async Task<RevocationLogPage> ReadToTheEndAsync(string? position)
    {
        var page = await Log.ReadAsync(position);
        while (page.HasMore)
            page = await Log.ReadAsync(page.Position);
        return page;
    }

    public Task KnowsAsync(string ticket) => Eventually.BecomesTrueAsync(() => IsRevokedAsync(ticket));

    public async ValueTask DisposeAsync()
    {
        await _follower.StopAsync(CancellationToken.None);
        _follower.Dispose();
        _log.Dispose();
        Database.Dispose();
        await _services.DisposeAsync();
    }
}
