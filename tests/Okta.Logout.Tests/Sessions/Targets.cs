namespace Okta.Logout.Tests;

public class Targets
{
    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void A_target_names_somebody(string? nobody)
    {
        Action[] attempts =
        [
            () => SessionTarget.ForTicket(nobody!), () => SessionTarget.ForSession(The.Issuer, nobody!), () => SessionTarget.ForSession(nobody!, The.Sid),
            () => SessionTarget.ForSubject(The.Issuer, nobody!), () => SessionTarget.ForSubject(nobody!, The.Subject),
            () => SessionTarget.ForEmail(The.Issuer, nobody!), () => SessionTarget.ForEmail(nobody!, The.Email),
        ];

        attempts.Should().AllSatisfy(attempt => attempt.Should().Throw<ArgumentException>());
    }

    [Fact]
    public void Arguments_in_the_wrong_order_are_refused()
    {
        Action[] attempts =
        [
            () => SessionTarget.ForSession(The.Sid, The.Issuer), () => SessionTarget.ForSubject(The.Subject, The.Issuer), () => SessionTarget.ForEmail(The.Email, The.Issuer),
            () => SubjectIdentifier.ForIssuerAndSubject(The.Subject, The.Issuer),
            () => _ = new UniversalLogoutRequest(SubjectIdentifier.ForId("42"), The.ClientId, The.Issuer, [The.Issuer], The.Now),
        ];

        attempts.Should().AllSatisfy(attempt => attempt.Should().Throw<ArgumentException>().WithMessage("*wrong order*"));
    }

    [Theory]
    [InlineData("https://id.example.com", "https://people.example.com/jane")]
    [InlineData("accounts.google.com", "1234")]
    public void Issuers_and_subjects_of_other_providers_are_accepted(string issuer, string subject) =>
        SessionTarget.ForSubject(issuer, subject).Value.Should().Be(subject);

    [Fact]
    public void ForOtherSessions_spares_the_session_that_is_given()
    {
        var target = SessionTarget.ForOtherSessions(new() { TicketId = "here", Issuer = The.Issuer, Subject = The.Subject });

        target.Matches(new() { TicketId = "here", Issuer = The.Issuer, Subject = The.Subject }).Should().BeFalse();
        target.Matches(new() { TicketId = "there", Issuer = The.Issuer, Subject = The.Subject }).Should().BeTrue();
        target.Matches(new() { TicketId = "there", Issuer = The.Issuer, Subject = "somebody else" }).Should().BeFalse();
    }

    [Fact]
    public void ForOtherSessions_needs_a_session_that_can_be_told_from_others()
    {
        Action[] attempts =
        [
            () => SessionTarget.ForOtherSessions(null!),
            () => SessionTarget.ForOtherSessions(new() { Issuer = The.Issuer, Subject = The.Subject }),
            () => SessionTarget.ForOtherSessions(new() { TicketId = The.TicketId, Subject = The.Subject }),
            () => SessionTarget.ForOtherSessions(new() { TicketId = The.TicketId, Issuer = The.Issuer }),
        ];

        attempts.Should().AllSatisfy(attempt => attempt.Should().Throw<ArgumentException>());
    }

    [Fact]
    public void A_target_without_limit_means_every_session_until_it_is_used() =>
        SessionTarget.ForSubject(The.Issuer, The.Subject).Matches(Some.Session()).Should().BeTrue();

    [Fact]
    public void A_ticket_id_is_random_and_url_safe()
    {
        var ids = Enumerable.Range(0, 1_000).Select(_ => SessionTicketId.Create()).ToList();

        ids.Should().OnlyHaveUniqueItems();
        ids.Should().AllSatisfy(id => id.Should().MatchRegex("^[A-Za-z0-9_-]{22}$"));
    }

    [Fact]
    public void A_session_is_read_from_an_id_token() =>
        SessionDescriptor.FromIdToken(Some.IdToken(), The.TicketId).Should().BeEquivalentTo(Some.Session());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("secret-opaque-token")]
    public void Nothing_is_read_from_what_is_no_id_token(string? text) => SessionDescriptor.FromIdToken(text).Should().BeNull();
}
