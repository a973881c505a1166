namespace Okta.Logout.Tests;

public class ErrorHelpLinks
{
    [Fact]
    public void A_message_with_an_id_has_the_address_of_its_description() =>
        new OktaDiscoveryException("OL2003: The server responded with status 404.").HelpLink.Should().StartWith("https://").And.EndWith("/docs/errors.md#ol2003");

    [Theory]
    [InlineData("")]
    [InlineData("The server did not respond: timeout.")]
    [InlineData("OL2003")]
    public void A_message_without_an_id_has_none(string message) => new OktaDiscoveryException(message).HelpLink.Should().BeNull();
}
