using System.Globalization;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Okta.Logout.Benchmarks;

/// <summary>From the arrival of one entry, which ends all sessions of a user, until the last of their tokens has run its callback.</summary>
[MemoryDiagnoser]
[Config(typeof(LiveSessionsConfig))]
public class LiveSessionsBenchmarks
{
    private const string Issuer = "https://example.okta.com/oauth2/default";
    private const string Subject = "00u1lovelaceada01815";

    private MemorySessionRevocationStore _store = null!;
    private LiveSessions _sessions = null!;
    private TaskCompletionSource _done = null!;
    private int _left;

    [Params(1, 10_000)]
    public int Sessions { get; set; }

    internal static LiveSessions Create(MemorySessionRevocationStore store)
    {
        var clock = TimeProvider.System;
        var throttle = new LogThrottle(clock);
        var options = Options.Create(new SessionTerminationOptions());
        var pending = new PendingRevocations(
            store, new RevocationListHealth(), options, new ForgottenRevocations(throttle, NullLogger<ForgottenRevocations>.Instance), throttle, clock,
            NullLogger<PendingRevocations>.Instance);
        return new(
            store, pending, new SessionContinuation(store, pending, options, clock), new SignOutThreads(), options, new OktaLogoutTelemetry(null), throttle, clock,
            NullLogger<LiveSessions>.Instance);
    }

    internal static SessionDescriptor Session(int number, string? subject = null)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        var session = new SessionDescriptor
        {
            TicketId = "kJ0vQ3nS5p2v8x1ZyT4a" + id,
            Issuer = Issuer,
            Subject = subject ?? "00u1lovelaceada" + id,
            SessionId = "102C_rDHRuvDAuAL678Ghe" + id,
            Email = $"ada.lovelace.{id}@example.com",
            StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(1_780_000_000),
        };
        _ = session.Keys;
        return session;
    }

    [IterationSetup]
    public void Open()
    {
        _store = new();
        _sessions = Create(_store);
        (_done, _left) = (new(), Sessions);
        for (var i = 0; i < Sessions; i++)
            _sessions.Watch(Session(i, Subject), DateTimeOffset.MaxValue).Ended.UnsafeRegister(static benchmark => ((LiveSessionsBenchmarks)benchmark!).Ended(), this);
    }

    [IterationCleanup]
    public void Close() => _sessions.Dispose();

    [Benchmark]
    public async Task End()
    {
        await _store.RevokeAsync(new(SessionTarget.ForSubject(Issuer, Subject), TimeProvider.System.GetUtcNow().AddDays(14)));
        await _done.Task;
    }

    private void Ended()
    {
        if (Interlocked.Decrement(ref _left) == 0)
            _done.SetResult();
    }
}
