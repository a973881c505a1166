using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace Okta.Logout.Benchmarks;

/// <summary>The check of one live session, with every kind of entry in the list: what each authenticated request pays.</summary>
[MemoryDiagnoser]
public class RevocationListBenchmarks
{
    private const string Issuer = "https://example.okta.com/oauth2/default";

    private readonly MemorySessionRevocationStore _store = new();

    [Params(1_000, 1_000_000)]
    public int Revocations { get; set; }

    [GlobalSetup]
    public async Task Fill()
    {
        var expiresAt = TimeProvider.System.GetUtcNow().AddDays(14);
        for (var i = 0; i < Revocations; i++)
        {
            var id = i.ToString(CultureInfo.InvariantCulture);
            var target = (i % 4) switch
            {
                0 => SessionTarget.ForTicket(id),
                1 => SessionTarget.ForSession(Issuer, id),
                2 => SessionTarget.ForSubject(Issuer, id),
                _ => SessionTarget.ForEmail(Issuer, id + "@example.com"),
            };
            await _store.RevokeAsync(new(target, expiresAt));
        }
    }

    /// <summary>A new descriptor each time, as each request has one.</summary>
    [Benchmark]
    public ValueTask<bool> Check() => _store.IsRevokedAsync(new()
    {
        TicketId = "kJ0vQ3nS5p2v8x1ZyT4aBw",
        Issuer = Issuer,
        Subject = "00u1lovelaceada01815",
        SessionId = "102C_rDHRuvDAuAL678GheH1w",
        Email = "ada.lovelace@example.com",
        StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(1_780_000_000),
    });
}
