namespace Okta.Logout.Tests;

/// <summary>A session is looked up by keys that are kept with it: they follow its parts.</summary>
public class ChangedSessions
{
    private readonly MemorySessionRevocationStore _store = new();
    private readonly SessionDescriptor _session = new() { TicketId = "old", Issuer = "https://old.example.com", Subject = "old", SessionId = "old", Email = "old@example.com" };

    public static TheoryData<string, SessionTarget, Action<SessionDescriptor>> Changes => new()
    {
        { "ticket id", SessionTarget.ForTicket("new"), session => session.TicketId = "new" },
        { "issuer", SessionTarget.ForSubject("https://new.example.com", "old"), session => session.Issuer = "https://new.example.com" },
        { "subject", SessionTarget.ForSubject("https://old.example.com", "new"), session => session.Subject = "new" },
        { "sid", SessionTarget.ForSession("https://old.example.com", "new"), session => session.SessionId = "new" },
        { "e-mail", SessionTarget.ForEmail("https://old.example.com", "new@example.com"), session => session.Email = "new@example.com" },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public async Task A_session_that_was_changed_is_looked_up_by_its_new_parts(string part, SessionTarget target, Action<SessionDescriptor> change)
    {
        await _store.RevokeAsync(new(target, DateTimeOffset.MaxValue));
        (await _store.IsRevokedAsync(_session)).Should().BeFalse(part);

        change(_session);

        (await _store.IsRevokedAsync(_session)).Should().BeTrue(part);
    }
}
