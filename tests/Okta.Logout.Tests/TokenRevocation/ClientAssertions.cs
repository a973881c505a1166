using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Tests;

public sealed class ClientAssertions : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task The_request_carries_the_assertion_and_nothing_else_of_the_client()
    {
        var form = await FormOf(PrivateKeyOptions());

        form.AllKeys.Should().BeEquivalentTo("token", "token_type_hint", "client_id", "client_assertion_type", "client_assertion");
        form["client_assertion_type"].Should().Be("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form["client_id"].Should().Be(The.ClientId);
    }

    [Fact]
    public async Task A_private_key_signs_it()
    {
        var assertion = await AssertionOf(PrivateKeyOptions());

        assertion.Kid.Should().Be("client-key");
        assertion.Alg.Should().Be("ES256");
        await ShouldBeSignedWith(new ECDsaSecurityKey(_key), assertion);
    }

    [Fact]
    public async Task The_secret_signs_it_with_HS256()
    {
        var assertion = await AssertionOf(SecretOptions());

        assertion.Alg.Should().Be("HS256");
        await ShouldBeSignedWith(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(The.ClientSecret)), assertion);
    }

    [Fact]
    public async Task It_names_the_client_and_the_endpoint()
    {
        var assertion = await AssertionOf(SecretOptions());

        assertion.Issuer.Should().Be(The.ClientId);
        assertion.Subject.Should().Be(The.ClientId);
        assertion.Audiences.Should().Equal(The.RevocationEndpoint);
    }

    [Fact]
    public async Task Another_audience_can_be_set()
    {
        var options = SecretOptions();
        options.ClientAssertionAudience = The.Issuer;

        (await AssertionOf(options)).Audiences.Should().Equal(The.Issuer);
    }

    [Fact]
    public async Task It_lives_two_minutes()
    {
        var assertion = await AssertionOf(SecretOptions());

        assertion.IssuedAt.Should().Be(The.Now.UtcDateTime);
        assertion.ValidTo.Should().Be(The.Now.AddMinutes(2).UtcDateTime);
        assertion.TryGetPayloadValue<long>("nbf", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Its_ID_never_repeats()
    {
        var first = await AssertionOf(SecretOptions());
        var second = await AssertionOf(SecretOptions());

        first.Id.Should().HaveLength(22).And.NotBe(second.Id);
    }

    [Fact]
    public async Task Signing_credentials_without_a_method_mean_private_key_jwt()
    {
        var options = PrivateKeyOptions();
        options.ClientAuthenticationMethod = null;

        (await AssertionOf(options)).Alg.Should().Be("ES256");
    }

    [Fact]
    public async Task A_key_that_cannot_sign_is_a_result()
    {
        var options = PrivateKeyOptions();
        _key.Dispose();

        var result = await Some.RevocationClient(Some.Handler((_, _) => throw new InvalidOperationException("nothing is sent")), options)
            .RevokeAsync(The.AccessToken, TokenTypeHint.AccessToken);

        result.Status.Should().Be(TokenRevocationStatus.Refused);
        result.Error.Should().StartWith("OL3010:").And.NotContain(nameof(InvalidOperationException));
    }

    private static OktaLogoutOptions SecretOptions()
    {
        var options = Some.Options();
        options.ClientAuthenticationMethod = ClientAuthenticationMethod.ClientSecretJwt;
        return options;
    }

    private static async Task<JsonWebToken> AssertionOf(OktaLogoutOptions options) => new((await FormOf(options))["client_assertion"]);

    private static async Task<System.Collections.Specialized.NameValueCollection> FormOf(OktaLogoutOptions options)
    {
        var body = "";
        var handler = Some.Handler(async (request, cancellationToken) =>
        {
            request.Headers.Authorization.Should().BeNull();
            body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        });
        await Some.RevocationClient(handler, options).RevokeAsync(The.AccessToken, TokenTypeHint.AccessToken);
        return HttpUtility.ParseQueryString(body);
    }

    private static async Task ShouldBeSignedWith(SecurityKey key, JsonWebToken assertion)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAudience = The.RevocationEndpoint,
            ValidIssuer = The.ClientId,
            ValidateLifetime = false,
        });

        result.IsValid.Should().BeTrue();
    }

    private OktaLogoutOptions PrivateKeyOptions()
    {
        var options = Some.Options();
        options.ClientSecret = null;
        options.ClientAuthenticationMethod = ClientAuthenticationMethod.PrivateKeyJwt;
        options.ClientAssertionSigningCredentials =
            new SigningCredentials(new ECDsaSecurityKey(_key) { KeyId = "client-key" }, SecurityAlgorithms.EcdsaSha256)
            {
                CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
            };
        return options;
    }
}
