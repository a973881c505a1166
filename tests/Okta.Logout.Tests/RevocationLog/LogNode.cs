using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace Okta.Logout.Tests;

/// <summary>One node of an app, as far as the revocation list goes.</summary>
internal sealed class LogNode : IAsyncDisposable
{
    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly RevocationLogFollower _follower;

    public LogNode(IRevocationLog log, TimeProvider clock, RevocationLogOptions? options = null)
    {
        var some = Options.Create(options ?? new() { MinReadInterval = TimeSpan.Zero });
        var telemetry = new OktaLogoutTelemetry(_metrics.GetRequiredService<IMeterFactory>());
        Replica = new(new(clock), clock);
        Store = new ReplicatedSessionRevocationStore(log, Replica, some, telemetry, clock);
        _follower = new(log, Replica, some, telemetry, clock, Logger);
    }

    public FakeLogger<RevocationLogFollower> Logger { get; } = new();

    public RevocationReplica Replica { get; }

    public ISessionRevocationStore Store { get; }

    public MetricCollector<long> Collect(string instrument) => new(_metrics.GetRequiredService<IMeterFactory>(), OktaLogoutTelemetry.Name, instrument);

    public string? Problem => _follower.Problem;

    public static SessionDescriptor Session(string ticket, string? sid = null) => new() { TicketId = ticket, Issuer = The.Issuer, SessionId = sid };

    public static SessionRevocation Revocation(string ticket) => new(SessionTarget.ForTicket(ticket), The.Now.AddDays(14));

    public Task StartAsync() => _follower.StartAsync(CancellationToken.None);

    public Task RevokeAsync(string ticket) => Store.RevokeAsync(Revocation(ticket)).AsTask();

    public async Task<bool> IsRevokedAsync(string ticket) => await Store.IsRevokedAsync(Session(ticket));

    /// <summary>Whether the node has the entry, however old what it knows is.</summary>
    public bool Has(string ticket) => Replica.Known.IsCertain(Session(ticket));

    public Task KnowsAsync(string ticket) => Eventually.BecomesTrueAsync(() => IsRevokedAsync(ticket));

    public async ValueTask DisposeAsync()
    {
        await _follower.StopAsync(CancellationToken.None);
        _follower.Dispose();
        await _metrics.DisposeAsync();
    }
}
