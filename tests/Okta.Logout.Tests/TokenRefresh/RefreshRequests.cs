using System.Collections.Specialized;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Tests;

/// <summary>What is sent to the token endpoint for each client authentication method.</summary>
public sealed class RefreshRequests
{
    [Fact]
    public async Task The_refresh_token_is_sent_to_the_token_endpoint()
    {
        var (request, form) = await SendAsync(options => options.ClientAuthenticationMethod = ClientAuthenticationMethod.ClientSecretBasic);

        (request.Method, request.RequestUri!.AbsoluteUri).Should().Be((HttpMethod.Post, The.TokenEndpoint));
        request.Headers.Accept.ToString().Should().Be("application/json");
        form.AllKeys.Should().BeEquivalentTo("grant_type", "refresh_token");
        (form["grant_type"], form["refresh_token"]).Should().Be(("refresh_token", The.RefreshToken));
    }

    [Fact]
    public async Task Client_secret_basic_sends_ID_and_secret_in_the_header()
    {
        var (request, _) = await SendAsync(options => options.ClientAuthenticationMethod = ClientAuthenticationMethod.ClientSecretBasic);

        request.Headers.Authorization!.Scheme.Should().Be("Basic");
        Encoding.ASCII.GetString(Convert.FromBase64String(request.Headers.Authorization.Parameter!)).Should().Be($"{The.ClientId}:{The.ClientSecret}");
    }

    [Fact]
    public async Task Client_secret_post_sends_ID_and_secret_in_the_body()
    {
        var (request, form) = await SendAsync(options => options.ClientAuthenticationMethod = ClientAuthenticationMethod.ClientSecretPost);

        request.Headers.Authorization.Should().BeNull();
        (form["client_id"], form["client_secret"]).Should().Be((The.ClientId, The.ClientSecret));
    }

    [Fact]
    public async Task A_public_client_sends_its_ID_in_the_body()
    {
        var (request, form) = await SendAsync(options => options.ClientAuthenticationMethod = ClientAuthenticationMethod.None);

        request.Headers.Authorization.Should().BeNull();
        form.AllKeys.Should().BeEquivalentTo("grant_type", "refresh_token", "client_id");
        form["client_id"].Should().Be(The.ClientId);
    }

    [Fact]
    public async Task Client_secret_jwt_sends_an_assertion_for_the_token_endpoint()
    {
        var (request, form) = await SendAsync(options => options.ClientAuthenticationMethod = ClientAuthenticationMethod.ClientSecretJwt);

        ShouldCarryAnAssertion(request, form, "HS256");
    }

    [Fact]
    public async Task Private_key_jwt_sends_an_assertion_for_the_token_endpoint()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var (request, form) = await SendAsync(options =>
        {
            options.ClientSecret = null;
            options.ClientAssertionSigningCredentials = new(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256);
        });

        ShouldCarryAnAssertion(request, form, "ES256");
    }

    private static void ShouldCarryAnAssertion(HttpRequestMessage request, NameValueCollection form, string algorithm)
    {
        request.Headers.Authorization.Should().BeNull();
        form.AllKeys.Should().BeEquivalentTo("grant_type", "refresh_token", "client_id", "client_assertion_type", "client_assertion");
        var assertion = new JsonWebToken(form["client_assertion"]);
        (assertion.Alg, assertion.Issuer).Should().Be((algorithm, The.ClientId));
        assertion.Audiences.Should().Equal(The.TokenEndpoint);
    }

    private static async Task<(HttpRequestMessage Request, NameValueCollection Form)> SendAsync(Action<OktaLogoutOptions> configure)
    {
        HttpRequestMessage? sent = null;
        var body = "";
        await using var client = new RefreshClient(
            Some.Handler(async (request, cancellationToken) =>
            {
                (sent, body) = (request, await request.Content!.ReadAsStringAsync(cancellationToken));
                return new HttpResponseMessage(HttpStatusCode.OK);
            }),
            configure);
        await client.RefreshAsync();
        return (sent!, HttpUtility.ParseQueryString(body));
    }
}
