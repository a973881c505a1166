namespace Okta.Logout.Tests;

/// <summary>What a store of others is made of: keys, and entries that it merges, keeps as bytes and asks.</summary>
public class EntriesOfStores
{
    private static readonly SessionDescriptor Session = new() { TicketId = "t1", Issuer = The.Issuer, Subject = The.Subject, StartedAt = The.Now };

    [Fact]
    public void The_key_of_a_target_is_one_of_the_keys_of_each_session_that_it_names()
    {
        var everyone = SessionTarget.ForEveryone().GetKey();
        Session.GetKeys().Should().BeEquivalentTo([SessionTarget.ForTicket("t1").GetKey(), SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now).GetKey(), everyone]);
        new SessionDescriptor().GetKeys().Should().Equal(everyone);
    }

    [Fact]
    public void A_key_is_a_text_of_one_length_that_shows_nothing() =>
        SessionTarget.ForEmail(The.Issuer, The.Email).GetKey().ToString().Should().MatchRegex("^[0-9a-f]{32}$");

    [Fact]
    public void Equal_targets_have_equal_keys()
    {
        (SessionTarget.ForTicket("t1").GetKey() == SessionTarget.ForTicket("t1").GetKey()).Should().BeTrue();
        (SessionTarget.ForTicket("t1").GetKey() != SessionTarget.ForTicket("t2").GetKey()).Should().BeTrue();
    }

    [Fact]
    public void An_entry_ends_what_its_target_names_until_it_expires()
    {
        var entry = EntryOf(The.Now, lifetime: TimeSpan.FromHours(1));

        entry.Ends(Session, The.Now).Should().BeTrue();
        entry.Ends(new() { Issuer = The.Issuer, Subject = The.Subject, StartedAt = The.Now.AddSeconds(1) }, The.Now).Should().BeFalse();
        entry.Ends(Session, entry.ExpiresAt.AddSeconds(-1)).Should().BeTrue();
        entry.Ends(Session, entry.ExpiresAt).Should().BeFalse();
    }

    [Fact]
    public void Merged_entries_end_what_either_ends_in_any_order()
    {
        var (far, lasting) = (EntryOf(The.Now, TimeSpan.FromHours(1)), EntryOf(The.Now.AddHours(-1), TimeSpan.FromHours(2)));

        var merged = far.Merge(lasting);

        merged.Should().Be(lasting.Merge(far)).And.Be(merged.Merge(far));
        merged.Ends(Session, lasting.ExpiresAt.AddSeconds(-1)).Should().BeTrue();
        merged.Covers(far).Should().BeTrue();
        far.Covers(merged).Should().BeFalse();
    }

    [Fact]
    public void An_entry_survives_as_bytes()
    {
        RevocationEntry[] entries =
        [
            EntryOf(The.Now, TimeSpan.FromHours(1)),
            new SessionRevocation(SessionTarget.ForTicket("t1"), DateTimeOffset.MaxValue).ToEntry(),
            new SessionRevocation(SessionTarget.ForOtherSessions(Session), The.Now).ToEntry(),
        ];

        entries.Should().AllSatisfy(entry =>
        {
            RevocationEntry.TryDecode(entry.Encode(), out var decoded).Should().BeTrue();
            (decoded == entry).Should().BeTrue();
            decoded.GetHashCode().Should().Be(entry.GetHashCode());
            decoded.ExpiresAt.Should().Be(entry.ExpiresAt);
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    public void Other_bytes_are_no_entry(string? base64)
    {
        RevocationEntry.TryDecode(base64 is null ? null : Convert.FromBase64String(base64), out var entry).Should().BeFalse();
        (entry != default).Should().BeFalse();
    }

    [Fact]
    public void The_default_entry_ends_nothing() => default(RevocationEntry).Ends(new(), The.Now).Should().BeFalse();

    private static RevocationEntry EntryOf(DateTimeOffset startedBefore, TimeSpan lifetime) =>
        new SessionRevocation(SessionTarget.ForSubject(The.Issuer, The.Subject, startedBefore), The.Now + lifetime).ToEntry();
}
