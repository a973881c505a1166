using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Okta.Logout.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One node of an app, as far as the revocation list in Redis goes.</summary>
internal sealed class RedisNode : IAsyncDisposable
{
    private readonly RedisConnection _connection;
    private readonly RedisRevocationLog _log;
    private readonly RevocationReplica _replica;
    private readonly RevocationLogFollower _follower;

    private RedisNode(RedisRevocationOptions redis, RevocationLogOptions options, TimeProvider clock)
    {
        var telemetry = new OktaLogoutTelemetry(null);
        _connection = new(Options.Create(redis));
        _log = new(_connection, Options.Create(redis), clock, Logger);
        _replica = new(new(clock), clock);
        _follower = new(_log, _replica, Options.Create(options), telemetry, clock, FollowerLogger);
        Store = new ReplicatedSessionRevocationStore(_log, _replica, Options.Create(options), telemetry, clock);
        ReplayCache = new RedisTokenReplayCache(_connection, clock);
    }

    public FakeLogger<RedisRevocationLog> Logger { get; } = new();

    public FakeLogger<RevocationLogFollower> FollowerLogger { get; } = new();

    public ISessionRevocationStore Store { get; }

    public ITokenReplayCache ReplayCache { get; }

    public IRevocationLog Log => _log;

    public string? Problem => _follower.Problem;

    public TimeSpan Age => _follower.Age;

    /// <summary>Gets how many entries the node has in memory.</summary>
    public int Count => _replica.Known.Count;

    public static Task<RedisNode> StartAsync(string configuration, string? prefix = null, TimeSpan? pollInterval = null) => StartAsync(
        options =>
        {
            options.Configuration = configuration;
            options.KeyPrefix = prefix ?? options.KeyPrefix;
        },
        pollInterval);

    public static async Task<RedisNode> StartAsync(
        Action<RedisRevocationOptions> configure, TimeSpan? pollInterval = null, TimeProvider? clock = null, TimeSpan? startTimeout = null)
    {
        var redis = new RedisRevocationOptions();
        configure(redis);
        var node = new RedisNode(redis, new() { PollInterval = pollInterval ?? TimeSpan.FromMinutes(1), StartTimeout = startTimeout ?? TimeSpan.FromSeconds(30) }, clock ?? TimeProvider.System);
        await node._follower.StartAsync(CancellationToken.None);
        return node;
    }

    public async Task RevokeAsync(string ticket, CancellationToken cancellationToken = default) =>
        await Store.RevokeAsync(new(SessionTarget.ForTicket(ticket), TimeProvider.System.GetUtcNow().AddDays(14)), cancellationToken);

    /// <summary>The same, with what the log says of it.</summary>
    public async Task<RevocationAcknowledgement> AcknowledgeAsync(string ticket, CancellationToken cancellationToken = default) =>
        await ((IAcknowledgingRevocationStore)Store).RevokeAcknowledgedAsync(
            new(SessionTarget.ForTicket(ticket), TimeProvider.System.GetUtcNow().AddDays(14)), cancellationToken);

    /// <summary>Revokes until the log accepts it, as the library does in the background.</summary>
    public Task RevokeUntilAcceptedAsync(string ticket) => Eventually.BecomesTrueAsync(async () =>
    {
        using var inTime = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await RevokeAsync(ticket, inTime.Token);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    });

    public async Task<bool> IsRevokedAsync(string ticket) => await Store.IsRevokedAsync(new() { TicketId = ticket });

    public Task KnowsAsync(string ticket) => Eventually.BecomesTrueAsync(() => IsRevokedAsync(ticket));

    public async ValueTask DisposeAsync()
    {
        await _follower.StopAsync(CancellationToken.None);
        _follower.Dispose();
        _log.Dispose();
        await _connection.DisposeAsync();
    }
}
