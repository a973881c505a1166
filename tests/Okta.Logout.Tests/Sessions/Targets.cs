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
