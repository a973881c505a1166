using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

public class RevocationList
{
    private readonly FakeTimeProvider _time = new(The.Now);
    private readonly MemorySessionRevocationStore _store;

    public RevocationList() => _store = new(_time);

    [Fact]
    public async Task A_session_that_nothing_names_lives() => (await IsRevoked(Some.Session())).Should().BeFalse();

    [Fact]
    public async Task A_ticket_ends_one_session_of_this_app()
    {
        await Revoke(SessionTarget.ForTicket(The.TicketId));

        (await IsRevoked(Some.Session())).Should().BeTrue();
        (await IsRevoked(Some.Session(ticketId: "another"))).Should().BeFalse();
        (await IsRevoked(Some.Session(ticketId: null))).Should().BeFalse();
    }

    [Fact]
    public async Task A_sid_ends_that_session_and_no_other_of_its_user()
    {
        await Revoke(SessionTarget.ForSession(The.Issuer, The.Sid));

        (await IsRevoked(Some.Session())).Should().BeTrue();
        (await IsRevoked(Some.Session(sid: "another"))).Should().BeFalse();
    }

    [Fact]
    public async Task A_subject_ends_every_session_of_its_user()
    {
        await Revoke(SessionTarget.ForSubject(The.Issuer, The.Subject));

        (await IsRevoked(Some.Session(ticketId: "one", sid: "one"))).Should().BeTrue();
        (await IsRevoked(Some.Session(ticketId: "two", sid: null))).Should().BeTrue();
        (await IsRevoked(Some.Session(subject: "another"))).Should().BeFalse();
    }

    [Theory]
    [InlineData("ada.secret@example.com", true)]
    [InlineData("Ada.Secret@EXAMPLE.com", true)]
    [InlineData("ada@example.com", false)]
    public async Task An_e_mail_address_ends_every_session_of_its_user_in_any_case(string email, bool isRevoked)
    {
        await Revoke(SessionTarget.ForEmail(The.Issuer, "ADA.secret@example.com"));

        (await IsRevoked(Some.Session(email: email))).Should().Be(isRevoked);
    }

    [Theory]
    [InlineData("another-subject", The.Sid)]
    [InlineData(The.Subject, "another-sid")]
    public async Task The_case_of_a_subject_and_of_a_sid_matters(string subject, string sid)
    {
        await Revoke(SessionTarget.ForSubject(The.Issuer, The.Subject.ToUpperInvariant()));
        await Revoke(SessionTarget.ForSession(The.Issuer, The.Sid.ToUpperInvariant()));

        (await IsRevoked(Some.Session(subject: subject, sid: sid))).Should().BeFalse();
    }

    [Fact]
    public async Task Another_issuer_names_other_users()
    {
        const string Other = "https://other.okta.com/oauth2/default";
        await Revoke(SessionTarget.ForSession(Other, The.Sid));
        await Revoke(SessionTarget.ForSubject(Other, The.Subject));
        await Revoke(SessionTarget.ForEmail(Other, The.Email));

        (await IsRevoked(Some.Session())).Should().BeFalse();
        (await IsRevoked(Some.Session(issuer: null))).Should().BeFalse();
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Sessions_that_began_later_live_on(int secondsAfter, bool isRevoked)
    {
        var limit = The.Now.AddHours(-1);
        await Revoke(SessionTarget.ForSubject(The.Issuer, The.Subject, limit));

        (await IsRevoked(Begun(limit.AddSeconds(secondsAfter)))).Should().Be(isRevoked);
    }

    [Fact]
    public async Task A_session_of_the_same_second_cannot_be_told_from_an_earlier_one()
    {
        await Revoke(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now.AddMilliseconds(1)));

        (await IsRevoked(Begun(The.Now.AddMilliseconds(999)))).Should().BeTrue();
    }

    [Fact]
    public async Task A_session_with_an_unknown_start_counts_as_begun_before()
    {
        await Revoke(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now.AddYears(-10)));

        (await IsRevoked(Begun(null))).Should().BeTrue();
    }

    [Fact]
    public async Task No_limit_means_whenever_they_began()
    {
        await Revoke(SessionTarget.ForSubject(The.Issuer, The.Subject));

        (await IsRevoked(SignedIn(The.Now.AddYears(1)))).Should().BeTrue();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_limit_of_the_app_s_clock_counts_in_milliseconds(int after, bool isRevoked)
    {
        await Revoke(SessionTarget.ForSubject(The.Issuer, The.Subject).At(The.Now));

        (await IsRevoked(SignedIn(The.Now.AddMilliseconds(after)))).Should().Be(isRevoked);
    }

    [Fact]
    public async Task A_ticket_is_dead_whenever_it_began()
    {
        await Revoke(SessionTarget.ForTicket("another"));

        (await IsRevoked(SignedIn(The.Now.AddYears(1)))).Should().BeTrue();
    }

    [Fact]
    public async Task A_later_sign_in_removes_nothing()
    {
        await Revoke(SessionTarget.ForSubject(The.Issuer, The.Subject));
        _time.Advance(TimeSpan.FromMinutes(10));
        await IsRevoked(Begun(_time.GetUtcNow()));

        (await IsRevoked(Some.Session())).Should().BeTrue();
    }

    [Fact]
    public async Task A_session_without_any_part_lives()
    {
        await Revoke(SessionTarget.ForTicket(The.TicketId));

        (await IsRevoked(new())).Should().BeFalse();
    }

    [Fact]
    public async Task What_is_cancelled_before_it_began_writes_nothing()
    {
        var revocation = new SessionRevocation(SessionTarget.ForTicket(The.TicketId), The.Now.AddDays(1));

        await _store.Awaiting(store => store.RevokeAsync(revocation, new CancellationToken(canceled: true)).AsTask()).Should().ThrowAsync<OperationCanceledException>();

        (await IsRevoked(Some.Session())).Should().BeFalse();
    }

    [Fact]
    public async Task Arguments_are_needed()
    {
        await _store.Awaiting(store => store.RevokeAsync(null!).AsTask()).Should().ThrowAsync<ArgumentNullException>();
        await _store.Awaiting(store => store.IsRevokedAsync(null!).AsTask()).Should().ThrowAsync<ArgumentNullException>();
    }

    private static SessionDescriptor Begun(DateTimeOffset? startedAt) =>
        new() { TicketId = "another", Issuer = The.Issuer, Subject = The.Subject, SessionId = The.Sid, StartedAt = startedAt };

    private static SessionDescriptor SignedIn(DateTimeOffset time) =>
        new() { TicketId = "another", Issuer = The.Issuer, Subject = The.Subject, SessionId = The.Sid, StartedAt = The.Now.AddYears(1), SignedInAt = time };

    private ValueTask Revoke(SessionTarget target) => _store.RevokeAsync(new(target, The.Now.AddDays(14)));

    private ValueTask<bool> IsRevoked(SessionDescriptor session) => _store.IsRevokedAsync(session);
}
