using System.Net.Sockets;
using System.Security.Authentication;

namespace Okta.Logout.Tests;

public class TextsOfFaultsAndAddresses
{
    [Fact]
    public void A_fault_is_told_by_its_kinds_and_codes_without_its_texts()
    {
        var fault = new HttpRequestException(
            "secret-1", new IOException("secret-2", new SocketException((int)SocketError.ConnectionRefused)));

        FaultText.Of(fault).Should().Be("HttpRequestException, IOException, SocketException ConnectionRefused");
    }

    [Theory]
    [InlineData("The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch", "RemoteCertificateNameMismatch")]
    [InlineData("The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot", "UntrustedRoot")]
    public void A_certificate_is_told_by_what_is_wrong_with_it(string text, string error) =>
        FaultText.Of(new HttpRequestException("secret", new AuthenticationException(text))).Should().Be($"HttpRequestException, AuthenticationException {error}");

    [Fact]
    public void Of_a_long_chain_the_beginning_is_told()
    {
        var fault = Enumerable.Range(0, 100).Aggregate(new InvalidOperationException(), (inner, _) => new("secret", inner));

        FaultText.Of(fault).Should().HaveLength(4 * "InvalidOperationException, ".Length - 2);
    }

    [Theory]
    [InlineData("https://example.com/path", "https://example.com/path")]
    [InlineData("https://user:secret@example.com/path", "https://…@example.com/path")]
    [InlineData("https://secret@example.com", "https://…@example.com")]
    [InlineData("https://user:se@cret@example.com/", "https://…@example.com/")]
    [InlineData("user:secret@example.com", "…@example.com")]
    [InlineData("https://example.com/path/@me?x=a@b", "https://example.com/path/@me?x=a@b")]
    [InlineData("https://example.com?mail=a@b", "https://example.com?mail=a@b")]
    [InlineData("example.com", "example.com")]
    [InlineData("", "")]
    public void An_address_is_shown_without_its_user(string address, string shown) => AddressText.WithoutUser(address).Should().Be(shown);

    [Theory]
    [InlineData("https://user:secret@example.okta.com")]
    [InlineData("https://user:secret@example-admin.okta.com/oauth2/default/v1/authorize")]
    [InlineData("https://user:secret@example.okta.com/?x#y")]
    public void A_password_in_an_address_is_in_no_error_of_the_options(string address)
    {
        var failures = new OktaLogoutOptionsValidator()
            .Validate(null, new()
            {
                Issuer = address,
                OktaDomain = address,
                ClientId = The.ClientId,
                MetadataAddress = address,
                EndSessionEndpoint = address,
                AdditionalIssuers = { address },
            })
            .Failures!.ToList();
        failures.AddRange(new OktaLogoutOptionsValidator().Validate(null, new() { OktaDomain = address, ClientId = The.ClientId }).Failures!);

        failures.Should().HaveCountGreaterThan(4).And.AllSatisfy(failure => failure.Should().NotContain("secret"));
    }
}
