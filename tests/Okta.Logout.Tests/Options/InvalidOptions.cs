using CsCheck;

namespace Okta.Logout.Tests;

public class InvalidOptions
{
    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var options = new OktaLogoutOptions
        {
            OktaDomain = "example-admin.okta.com",
            AuthorizationServerId = "oauth2/default",
            ClientAuthenticationMethod = ClientAuthenticationMethod.ClientSecretBasic,
            EndSessionEndpoint = "/logout",
            RemoteTimeout = TimeSpan.Zero,
        };

        var ids = options.Validate().Failures!.Select(failure => failure[..6]);

        ids.Should().BeEquivalentTo("OL1003", "OL1005", "OL1012", "OL1013", "OL1017", "OL1018");
    }

    [Fact]
    public void The_name_of_the_registration_is_told()
    {
        new OktaLogoutOptions().Validate("Customers").Failures.Should().AllSatisfy(failure => failure.Should().Contain("'Customers'"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void The_default_registration_has_no_name(string? name)
    {
        new OktaLogoutOptions().Validate(name).Failures.Should().AllSatisfy(failure => failure.Should().Contain(": OktaLogoutOptions: "));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_client_has_an_id(string? clientId)
    {
        var options = Some.Options();
        options.ClientId = clientId;

        options.ShouldFail("OL1003").Should().Contain(nameof(options.ClientId));
    }

    [Theory]
    [InlineData(nameof(OktaLogoutOptions.Issuer), "https://{yourOktaDomain}/oauth2/default")]
    [InlineData(nameof(OktaLogoutOptions.Issuer), "https://${yourOktaDomain}/oauth2/default")]
    [InlineData(nameof(OktaLogoutOptions.Issuer), "https://yourOktaDomain.okta.com/oauth2/default")]
    [InlineData(nameof(OktaLogoutOptions.Issuer), "https://<your org>.okta.com")]
    [InlineData(nameof(OktaLogoutOptions.ClientId), "{clientId}")]
    [InlineData(nameof(OktaLogoutOptions.ClientId), "<client id>")]
    [InlineData(nameof(OktaLogoutOptions.ClientSecret), "{clientSecret}")]
    [InlineData(nameof(OktaLogoutOptions.ClientSecret), "${clientSecret}")]
    [InlineData(nameof(OktaLogoutOptions.ClientSecret), "<client secret>")]
    [InlineData(nameof(OktaLogoutOptions.MetadataAddress), "https://{yourOktaDomain}/metadata")]
    [InlineData(nameof(OktaLogoutOptions.EndSessionEndpoint), "https://example.okta.com/oauth2/{id}/v1/logout")]
    public void Placeholders_are_filled_in(string property, string value)
    {
        var options = Some.Options();
        typeof(OktaLogoutOptions).GetProperty(property)!.SetValue(options, value);

        options.ShouldFail("OL1004").Should().Contain(property);
    }

    [Theory]
    [InlineData(nameof(OktaLogoutOptions.RemoteTimeout), 99)]
    [InlineData(nameof(OktaLogoutOptions.RemoteTimeout), 60_001)]
    [InlineData(nameof(OktaLogoutOptions.MetadataTimeout), -1)]
    [InlineData(nameof(OktaLogoutOptions.MetadataTimeout), 60_001)]
    [InlineData(nameof(OktaLogoutOptions.MetadataRefreshInterval), 59_999)]
    [InlineData(nameof(OktaLogoutOptions.MetadataRefreshInterval), 604_800_001)]
    public void Times_stay_in_their_range(string property, int milliseconds)
    {
        var options = Some.Options();
        typeof(OktaLogoutOptions).GetProperty(property)!.SetValue(options, TimeSpan.FromMilliseconds(milliseconds));

        options.ShouldFail("OL1018").Should().Contain(property);
    }

    [Theory]
    [InlineData(nameof(OktaLogoutOptions.MetadataAddress))]
    [InlineData(nameof(OktaLogoutOptions.EndSessionEndpoint))]
    [InlineData(nameof(OktaLogoutOptions.RevocationEndpoint))]
    public void Addresses_are_absolute_https(string property)
    {
        foreach (var address in new[] { "/logout", "http://example.okta.com", "https://example.okta.com#a", "https://u:p@example.okta.com" })
        {
            var options = Some.Options();
            typeof(OktaLogoutOptions).GetProperty(property)!.SetValue(options, address);

            options.ShouldFail("OL1017").Should().Contain(property);
        }
    }

    [Fact]
    public void No_options_make_the_validator_throw_and_no_secret_gets_into_a_message()
    {
        const string Secret = "top-secret-value";
        var text = Gen.OneOf(Gen.String, Gen.OneOf("https://", "http://localhost", "https://https://", "example.okta.com", "{", "https://a/?#"));

        Gen.Select(text, text, text, text).Sample((issuer, domain, server, address) =>
        {
            var options = new OktaLogoutOptions
            {
                Issuer = issuer,
                OktaDomain = domain,
                AuthorizationServerId = server,
                MetadataAddress = address,
                ClientSecret = Secret,
                ClientAuthenticationMethod = ClientAuthenticationMethod.ClientSecretJwt,
            };
            return options.Validate().Failures!.All(failure => failure.StartsWith("OL10", StringComparison.Ordinal) && !failure.Contains(Secret));
        });
    }

    [Fact]
    public void Options_that_pass_make_a_discovery_client()
    {
        var part = Gen.OneOf("https://", "http://", "example.okta.com", "localhost", "/oauth2/default", "/", ":443", "?a", "\u00E9", "..", "%2F", "");
        var server = new FakeMetadataServer();

        Gen.Select(part, part, part, part).Sample((first, second, third, domain) =>
        {
            var options = new OktaLogoutOptions
            {
                Issuer = first + second + third,
                OktaDomain = domain + second,
                ClientId = The.ClientId,
                AllowLoopbackHttp = true,
            };
            if (options.Validate().Succeeded)
                _ = new OktaDiscoveryClient(options, server.HttpClient);
        });
    }
}
