namespace Okta.Logout.Tests;

public class TerminationReasons
{
    [Fact]
    public void Reasons_of_one_name_are_the_same()
    {
        (new SessionTerminationReason("InactivityCap") == new SessionTerminationReason("InactivityCap")).Should().BeTrue();
        (new SessionTerminationReason("InactivityCap") != new SessionTerminationReason("inactivitycap")).Should().BeTrue();
        new SessionTerminationReason("SignOut").Should().Be(SessionTerminationReason.SignOut);
        SessionTerminationReason.SignOut.GetHashCode().Should().Be(new SessionTerminationReason("SignOut").GetHashCode());
    }

    [Fact]
    public void The_default_is_no_reason_that_the_library_knows()
    {
        default(SessionTerminationReason).ToString().Should().Be("Unknown");
        default(SessionTerminationReason).Should().NotBe(SessionTerminationReason.SignOut);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("line\nbreak")]
    [InlineData("jane@example.com")]
    [InlineData("ümlaut")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234x")]
    public void A_name_is_short_and_safe_to_log(string? name) =>
        FluentActions.Invoking(() => new SessionTerminationReason(name!)).Should().Throw<ArgumentException>();

    [Fact]
    public async Task A_terminator_gets_the_reason_of_another_channel()
    {
        SessionTermination? seen = null;
        await using var app = new SignOutApp().WithTerminator((termination, _) =>
        {
            seen = termination;
            return default;
        });

        await app.SignOut.EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject), new("InactivityCap")));

        seen!.Reason.Name.Should().Be("InactivityCap");
    }
}
