using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace Okta.Logout.Benchmarks;

/// <summary>The check of live sessions, with every kind of entry in the list: the cost for each authenticated request.</summary>
[MemoryDiagnoser]
[Config(typeof(RevocationListConfig))]
public class RevocationListBenchmarks
{
    private const string Issuer = "https://example.okta.com/oauth2/default";
    private const int Sessions = 4096;

    private readonly SessionDescriptor[] _sessions = [.. Enumerable.Range(0, Sessions).Select(LiveSession)];
    private MemorySessionRevocationStore _store = null!;
    private int _next;

    [Params(1_000, 1_000_000)]
    public int Revocations { get; set; }

    internal static MemorySessionRevocationStore CreateStore(int revocations)
    {
        var store = new MemorySessionRevocationStore();
        var expiresAt = TimeProvider.System.GetUtcNow().AddDays(14);
        for (var i = 0; i < revocations; i++)
        {
            var id = i.ToString(CultureInfo.InvariantCulture);
            var target = (i % 4) switch
            {
                0 => SessionTarget.ForTicket(id),
                1 => SessionTarget.ForSession(Issuer, id),
                2 => SessionTarget.ForSubject(Issuer, id),
                _ => SessionTarget.ForEmail(Issuer, id + "@example.com"),
            };
            store.RevokeAsync(new(target, expiresAt)).AsTask().GetAwaiter().GetResult();
        }

        return store;
    }

    [GlobalSetup]
    public void Fill() => _store = CreateStore(Revocations);

    /// <summary>The session of one user, again and again.</summary>
    [Benchmark]
    public ValueTask<bool> OneSession() => _store.IsRevokedAsync(_sessions[0]);

    /// <summary>Another user with each request: shows the cost of a large list that does not fit into the caches of the processor.</summary>
    [Benchmark]
    public ValueTask<bool> ManySessions() => _store.IsRevokedAsync(_sessions[_next++ % Sessions]);

    // With its keys, as in the ticket of a cookie.
    private static SessionDescriptor LiveSession(int number)
    {
        var session = new SessionDescriptor
        {
            TicketId = $"kJ0vQ3nS5p2v8x1ZyT4a{number}",
            Issuer = Issuer,
            Subject = $"00u1lovelaceada{number}",
            SessionId = $"102C_rDHRuvDAuAL678Ghe{number}",
            Email = $"ada.lovelace.{number}@example.com",
            StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(1_780_000_000),
        };
        _ = session.Keys;
        return session;
    }
}
