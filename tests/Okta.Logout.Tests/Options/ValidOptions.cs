using Microsoft.Extensions.Options;

namespace Okta.Logout.Tests;

public class ValidOptions
{
    [Fact]
    public void The_usual_options_are_valid() => Some.Options().ShouldBeValid();

    [Theory]
    [InlineData("https://example.okta.com")]
    [InlineData("https://example.oktapreview.com/oauth2/ausk4x8y2pQ")]
    [InlineData("https://login.example.com/oauth2/default")]
    [InlineData("https://login.example.com:8443/realms/main")]
    [InlineData("https://tenant.eu.auth0.com/")]
    [InlineData("https://login.example.com/v1/")]
    [InlineData("https://my-admin.example.com")]
    public void Issuers_of_all_kinds_are_valid(string issuer)
    {
        var options = Some.Options();
        options.Issuer = issuer;

        options.ShouldBeValid();
    }

    [Theory]
    [InlineData("example.okta.com", "default")]
    [InlineData("https://example.okta.com", "default")]
    [InlineData("https://example.okta.com/", "default")]
    [InlineData("login.example.com", "ausk4x8y2pQ")]
    [InlineData("example.okta-gov.com", "")]
    [InlineData("example.okta.mil", null)]
    public void Domains_of_all_kinds_are_valid(string domain, string? authorizationServerId)
    {
        Options(domain, authorizationServerId).ShouldBeValid();
    }

    [Theory]
    [InlineData("http://localhost:5001/oauth2/default")]
    [InlineData("http://127.0.0.1:5001")]
    [InlineData("http://[::1]:5001")]
    public void Http_on_this_machine_is_valid_on_request(string issuer)
    {
        var options = Some.Options();
        options.Issuer = issuer;
        options.AllowLoopbackHttp = true;

        options.ShouldBeValid();
    }

    [Fact]
    public void An_issuer_and_its_own_domain_are_valid_together()
    {
        var options = Some.Options();
        options.OktaDomain = "https://EXAMPLE.okta.com";

        options.ShouldBeValid();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ClientAuthenticationMethod.None)]
    [InlineData(ClientAuthenticationMethod.ClientSecretBasic)]
    [InlineData(ClientAuthenticationMethod.ClientSecretPost)]
    [InlineData(ClientAuthenticationMethod.ClientSecretJwt)]
    public void A_secret_fits_each_method_that_uses_one(ClientAuthenticationMethod? method)
    {
        var options = Some.Options();
        options.ClientAuthenticationMethod = method;

        options.ShouldBeValid();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ClientAuthenticationMethod.PrivateKeyJwt)]
    public void A_private_key_is_valid_without_a_secret(ClientAuthenticationMethod? method)
    {
        var options = Some.Options();
        options.ClientSecret = null;
        options.ClientAuthenticationMethod = method;
        options.ClientAssertionSigningCredentials = Some.PrivateKey();

        options.ShouldBeValid();
    }

    [Fact]
    public void A_public_client_is_valid()
    {
        var options = Some.Options();
        options.ClientSecret = null;

        options.ShouldBeValid();
    }

    [Theory]
    [InlineData("client-<=>?@")]
    [InlineData("client-{|}~$")]
    [InlineData("client-&#+%\" ")]
    public void A_client_id_may_hold_any_printable_character(string clientId)
    {
        var options = Some.Options();
        options.ClientId = clientId;

        options.ShouldBeValid();
    }

    [Fact]
    public void A_secret_may_hold_braces()
    {
        var options = Some.Options();
        options.ClientSecret = "a{b}c<d>e";

        options.ShouldBeValid();
    }

    [Fact]
    public void Valid_options_are_passed_on()
    {
        var options = Some.Options();

        OktaLogoutOptionsValidator.Validated(options).Should().BeSameAs(options);
    }

    [Fact]
    public void Options_that_are_not_valid_are_not_passed_on()
    {
        FluentActions.Invoking(() => OktaLogoutOptionsValidator.Validated(new())).Should()
            .Throw<OptionsValidationException>().Which.Failures.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("example.okta.com", "default", "https://example.okta.com/oauth2/default")]
    [InlineData("https://Example.okta.com/", "ausk4x8y2pQ", "https://example.okta.com/oauth2/ausk4x8y2pQ")]
    [InlineData("example.okta.com", "", "https://example.okta.com")]
    [InlineData("example.okta.com", null, "https://example.okta.com")]
    public void The_issuer_follows_from_domain_and_server(string domain, string? authorizationServerId, string issuer)
    {
        Options(domain, authorizationServerId).GetIssuer().Should().Be(issuer);
    }

    [Fact]
    public void An_issuer_that_is_set_is_the_issuer()
    {
        var options = Some.Options();
        options.OktaDomain = "example.okta.com";
        options.AuthorizationServerId = "other";

        options.GetIssuer().Should().Be(The.Issuer);
    }

    private static OktaLogoutOptions Options(string domain, string? authorizationServerId) => new()
    {
        OktaDomain = domain,
        AuthorizationServerId = authorizationServerId,
        ClientId = The.ClientId,
    };
}
