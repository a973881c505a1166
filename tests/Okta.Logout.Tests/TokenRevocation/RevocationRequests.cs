using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using RichardSzalay.MockHttp;

namespace Okta.Logout.Tests;

/// <summary>What is sent for each client authentication method, and which method is chosen.</summary>
public sealed class RevocationRequests : IDisposable
{
    private readonly MockHttpMessageHandler _okta = new();

    public void Dispose() => _okta.Dispose();

    [Fact]
    public async Task A_public_client_sends_its_ID_in_the_body()
    {
        _okta.Expect(HttpMethod.Post, The.RevocationEndpoint)
            .WithExactFormData(Some.Fields(("token", The.RefreshToken), ("token_type_hint", "refresh_token"), ("client_id", The.ClientId)))
            .With(request => request.Headers.Authorization is null)
            .Respond(HttpStatusCode.OK);

        await ShouldBeRevoked(Options(ClientAuthenticationMethod.None));
    }

    [Fact]
    public async Task Client_secret_basic_sends_ID_and_secret_in_the_header()
    {
        _okta.Expect(HttpMethod.Post, The.RevocationEndpoint)
            .WithExactFormData(Some.Fields(("token", The.RefreshToken), ("token_type_hint", "refresh_token")))
            .With(request => Basic(request) == $"{The.ClientId}:{The.ClientSecret}")
            .Respond(HttpStatusCode.OK);

        await ShouldBeRevoked(Options(ClientAuthenticationMethod.ClientSecretBasic));
    }

    [Fact]
    public async Task Client_secret_basic_encodes_both_as_a_form_does()
    {
        var options = Options(ClientAuthenticationMethod.ClientSecretBasic);
        options.ClientId = "a:b c";
        options.ClientSecret = " %&+\u00a3\u20ac";
        _okta.Expect(HttpMethod.Post, The.RevocationEndpoint)
            .With(request => Basic(request) == "a%3Ab+c:+%25%26%2B%C2%A3%E2%82%AC")
            .Respond(HttpStatusCode.OK);

        await ShouldBeRevoked(options);
    }

    [Fact]
    public async Task Client_secret_post_sends_ID_and_secret_in_the_body()
    {
        _okta.Expect(HttpMethod.Post, The.RevocationEndpoint)
            .WithExactFormData(Some.Fields(
                ("token", The.RefreshToken), ("token_type_hint", "refresh_token"), ("client_id", The.ClientId), ("client_secret", The.ClientSecret)))
            .With(request => request.Headers.Authorization is null)
            .Respond(HttpStatusCode.OK);

        await ShouldBeRevoked(Options(ClientAuthenticationMethod.ClientSecretPost));
    }

    [Theory]
    [InlineData(TokenTypeHint.AccessToken, "access_token")]
    [InlineData(TokenTypeHint.RefreshToken, "refresh_token")]
    [InlineData(TokenTypeHint.DeviceSecret, "device_secret")]
    public async Task The_type_of_the_token_is_told(TokenTypeHint hint, string name)
    {
        _okta.Expect(HttpMethod.Post, The.RevocationEndpoint).WithFormData("token_type_hint", name).Respond(HttpStatusCode.OK);

        var result = await Some.RevocationClient(_okta).RevokeAsync(The.AccessToken, hint);

        result.IsRevoked.Should().BeTrue();
    }

    [Fact]
    public async Task A_token_is_sent_as_it_is()
    {
        const string Token = "a+b/c=&d%20 \u20ac";
        _okta.Expect(HttpMethod.Post, The.RevocationEndpoint).WithFormData("token", Token).Respond(HttpStatusCode.OK);

        var result = await Some.RevocationClient(_okta).RevokeAsync(Token, TokenTypeHint.AccessToken);

        result.IsRevoked.Should().BeTrue();
    }

    [Fact]
    public async Task Without_a_method_a_secret_is_sent_by_basic()
    {
        _okta.Expect(HttpMethod.Post, The.RevocationEndpoint).With(request => Basic(request) is not null).Respond(HttpStatusCode.OK);

        await ShouldBeRevoked(Options(method: null));
    }

    [Fact]
    public async Task Without_a_method_and_a_secret_the_client_is_public()
    {
        var options = Options(method: null);
        options.ClientSecret = null;
        _okta.Expect(HttpMethod.Post, The.RevocationEndpoint).WithFormData("client_id", The.ClientId).Respond(HttpStatusCode.OK);

        await ShouldBeRevoked(options);
    }

    [Theory]
    [InlineData(ClientAuthenticationMethod.ClientSecretBasic)]
    [InlineData(ClientAuthenticationMethod.ClientSecretPost)]
    [InlineData(ClientAuthenticationMethod.ClientSecretJwt)]
    public void A_method_without_its_secret_is_a_mistake(ClientAuthenticationMethod method)
    {
        var options = Options(method);
        options.ClientSecret = "";

        Creating(options).Should().Throw<OptionsValidationException>().WithMessage("OL1013:*ClientSecret *");
    }

    [Fact]
    public void A_method_without_its_key_is_a_mistake() =>
        Creating(Options(ClientAuthenticationMethod.PrivateKeyJwt)).Should().Throw<OptionsValidationException>().WithMessage("OL1014:*ClientAssertionSigningCredentials *");

    [Fact]
    public void A_secret_too_short_for_HS256_is_a_mistake()
    {
        var options = Options(ClientAuthenticationMethod.ClientSecretJwt);
        options.ClientSecret = "secret-of-less-than-32-bytes";

        Creating(options).Should().Throw<OptionsValidationException>().WithMessage("OL1016:*32 bytes*").Which.Message.Should().NotContain(options.ClientSecret);
    }

    [Fact]
    public void A_client_without_ID_is_a_mistake()
    {
        var options = Options(method: null);
        options.ClientId = null;

        Creating(options).Should().Throw<OptionsValidationException>().WithMessage("OL1003:*ClientId *");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task No_token_is_a_mistake(string? token)
    {
        var revoke = () => Some.RevocationClient(_okta).RevokeAsync(token!, TokenTypeHint.AccessToken);

        await revoke.Should().ThrowAsync<ArgumentException>().WithParameterName(nameof(token));
    }

    private static OktaLogoutOptions Options(ClientAuthenticationMethod? method)
    {
        var options = Some.Options();
        options.ClientAuthenticationMethod = method;
        return options;
    }

    private static string? Basic(HttpRequestMessage request) => request.Headers.Authorization is { Scheme: "Basic", Parameter: { } parameter }
        ? Encoding.ASCII.GetString(Convert.FromBase64String(parameter))
        : null;

    private Action Creating(OktaLogoutOptions options) => () => Some.RevocationClient(_okta, options);

    private async Task ShouldBeRevoked(OktaLogoutOptions options)
    {
        var result = await Some.RevocationClient(_okta, options).RevokeAsync(The.RefreshToken, TokenTypeHint.RefreshToken);

        result.Should().BeEquivalentTo(new TokenRevocationResult(TokenRevocationStatus.Revoked));
        _okta.VerifyNoOutstandingExpectation();
    }
}
