namespace Okta.Logout.Tests;

/// <summary>Identifiers that an app makes itself, for tests of its resolver (RFC 9493).</summary>
public class SubjectIdentifiers
{
    [Fact]
    public void ForEmail_names_a_user_by_an_address() =>
        SubjectIdentifier.ForEmail(The.Email).Should().BeEquivalentTo(new { Format = "email", Email = The.Email, Issuer = (string?)null, Subject = (string?)null, Id = (string?)null });

    [Fact]
    public void ForIssuerAndSubject_names_a_user_by_both() =>
        SubjectIdentifier.ForIssuerAndSubject(The.Issuer, The.Subject).Should().BeEquivalentTo(
            new { Format = "iss_sub", The.Issuer, The.Subject, Email = (string?)null, Id = (string?)null });

    [Fact]
    public void ForId_names_a_user_by_an_id() =>
        SubjectIdentifier.ForId("42").Should().BeEquivalentTo(new { Format = "opaque", Id = "42", Email = (string?)null, Issuer = (string?)null, Subject = (string?)null });

    [Fact]
    public void ForAliases_names_a_user_in_several_ways()
    {
        List<SubjectIdentifier> names = [SubjectIdentifier.ForEmail(The.Email), SubjectIdentifier.ForId("42")];

        var aliases = SubjectIdentifier.ForAliases(names);
        names.Clear();

        aliases.Format.Should().Be("aliases");
        aliases.Identifiers.Select(name => name.Format).Should().Equal("email", "opaque");
    }

    [Fact]
    public void ForAliases_takes_no_aliases()
    {
        var aliases = SubjectIdentifier.ForAliases([SubjectIdentifier.ForId("42")]);

        FluentActions.Invoking(() => SubjectIdentifier.ForAliases([aliases])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SubjectIdentifier.ForAliases(null!)).Should().Throw<ArgumentNullException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void They_name_somebody(string? nobody)
    {
        Action[] attempts =
        [
            () => SubjectIdentifier.ForEmail(nobody!), () => SubjectIdentifier.ForId(nobody!),
            () => SubjectIdentifier.ForIssuerAndSubject(nobody!, The.Subject), () => SubjectIdentifier.ForIssuerAndSubject(The.Issuer, nobody!),
        ];

        attempts.Should().AllSatisfy(attempt => attempt.Should().Throw<ArgumentException>());
    }
}
