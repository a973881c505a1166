using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>One node of an app that watches sessions by a revocation list.</summary>
internal sealed class WatchingNode : IDisposable
{
    private readonly FakeTimeProvider _clock;
    private readonly ISessionRevocationStore _store;
    private readonly SessionTerminationOptions _options = new();

    public WatchingNode(FakeTimeProvider clock, ISessionRevocationStore? store = null, IMeterFactory? meters = null)
    {
        (_clock, _store) = (clock, store ?? new MemorySessionRevocationStore(clock));
        var throttle = new LogThrottle(clock);
        var options = Options.Create(_options);
        Pending = new(
            _store, new RevocationListHealth(), options, new ForgottenRevocations(throttle, NullLogger<ForgottenRevocations>.Instance), throttle, clock,
            NullLogger<PendingRevocations>.Instance);
        Sessions = new(
            _store, Pending, new SessionContinuation(_store, Pending, options, clock), new SignOutThreads(), options, new OktaLogoutTelemetry(meters), throttle, clock,
            Logger);
    }

    public FakeLogger<LiveSessions> Logger { get; } = new();

    public PendingRevocations Pending { get; }

    public LiveSessions Sessions { get; }

    /// <summary>A session of the user, who has others.</summary>
    public static SessionDescriptor Session(string ticket = "t", string? subject = The.Subject) =>
        new() { TicketId = ticket, Issuer = The.Issuer, Subject = subject, SessionId = "sid-" + ticket, StartedAt = The.Now, SignedInAt = The.Now };

    public LiveSessionLease Watch(SessionDescriptor? session = null) => Sessions.Watch(session ?? Session(), The.Now.AddDays(1));

    public Task EndAsync(SessionTarget target, bool isUnconfirmed = false) => _store.RevokeAsync(new(target, _clock.GetUtcNow().AddDays(14), isUnconfirmed)).AsTask();

    /// <summary>From now on, waits for a list that does not respond as long as it takes.</summary>
    public void NeverGivesUp() => _options.TerminatorTimeout = TimeSpan.FromHours(1);

    /// <summary>What a request does that ends the other sessions of its user, and goes on under another ticket id.</summary>
    public async Task EndOthersAsync(string ticket)
    {
        await EndAsync(SessionTarget.ForOtherSessions(Session(TicketReplacement.NextOf(ticket))).At(The.Now));
        await EndAsync(SessionTarget.ForTicket(TicketReplacement.MarkOf(ticket)));
        await EndAsync(SessionTarget.ForTicket(ticket));
    }

    /// <summary>Waits until everything that arrived before has had its effect: the end of a session that arrives last has.</summary>
    public async Task SettlesAsync()
    {
        using var last = Watch(Session("last", subject: null));
        await EndAsync(SessionTarget.ForTicket("last"));
        await last.Ended.IsCancelledAsync();
    }

    public void Dispose()
    {
        Sessions.Dispose();
        Pending.Dispose();
    }
}
