namespace Okta.Logout.Tests;

[Collection(nameof(Measurements))]
public class MemoryOfTheRevocationList
{
    private const int Entries = 100_000;

    private readonly MemorySessionRevocationStore _store = new(Some.Clock());

    [Fact]
    public async Task An_entry_takes_64_bytes_at_most()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < Entries; i++)
            await _store.RevokeAsync(new(SessionTarget.ForTicket($"ticket-{i}"), The.Now.AddDays(1)));

        var size = (GC.GetTotalMemory(forceFullCollection: true) - before) / Entries;
        _store.Count.Should().Be(Entries);
        size.Should().BeInRange(36, 64, "36 bytes are the entry itself");
    }

    [Theory]
    [InlineData(SessionTargetKind.Ticket)]
    [InlineData(SessionTargetKind.Email)]
    public async Task A_check_allocates_nothing(SessionTargetKind kind)
    {
        const int Checks = 1_000;
        var target = kind is SessionTargetKind.Ticket ? SessionTarget.ForTicket("another") : SessionTarget.ForEmail(The.Issuer, "another@example.com");
        await _store.RevokeAsync(new(target, The.Now.AddDays(1)));
        await _store.RevokeAsync(new(SessionTarget.ForSession(The.Issuer, "another"), The.Now.AddDays(1), isUnconfirmed: true));
        var session = Some.Session();
        await _store.IsRevokedAsync(session);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Checks; i++)
            await _store.IsRevokedAsync(session);
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / Checks;

        allocated.Should().Be(0);
    }
}
