using System.Net;
using System.Text;

namespace Okta.Logout.Tests;

/// <summary>What the token endpoint responds, and what the result says of the refresh token.</summary>
public sealed class RefreshResponses
{
    private const string NewTokens = """{"access_token":"secret-new-access","refresh_token":"secret-new-refresh","id_token":"secret-new-id","token_type":"Bearer","expires_in":3600}""";

    public static TheoryData<HttpStatusCode, string> WithoutVerdict => new()
    {
        { HttpStatusCode.OK, "" },
        { HttpStatusCode.OK, "<html>secret-page" },
        { HttpStatusCode.OK, "[]" },
        { HttpStatusCode.OK, "{}" },
        { HttpStatusCode.OK, """{"access_token":""}""" },
        { HttpStatusCode.OK, """{"access_token":{"a":"secret-nested"}}""" },
        { HttpStatusCode.OK, """{"error":"invalid_grant"}""" },
        { HttpStatusCode.Created, NewTokens },
        { HttpStatusCode.BadRequest, "" },
        { HttpStatusCode.BadRequest, """{"error":"invalid_request"}""" },
        { HttpStatusCode.BadRequest, """{"error":["invalid_grant"]}""" },
        { HttpStatusCode.BadRequest, """{"error":"INVALID_GRANT"}""" },
        { HttpStatusCode.Unauthorized, """{"error":"invalid_client","error_description":"secret-description"}""" },
        { HttpStatusCode.Unauthorized, """{"error":"invalid_grant"}""" },
        { HttpStatusCode.TooManyRequests, """{"error":"invalid_grant"}""" },
        { HttpStatusCode.InternalServerError, """{"error":"invalid_grant"}""" },
        { HttpStatusCode.ServiceUnavailable, "" },
    };

    [Fact]
    public async Task New_tokens_are_in_the_result()
    {
        var tokens = (await ReceiveAsync(HttpStatusCode.OK, NewTokens)).Tokens!;

        (tokens.AccessToken, tokens.RefreshToken, tokens.IdToken).Should().Be(("secret-new-access", "secret-new-refresh", "secret-new-id"));
        (tokens.TokenType, tokens.ExpiresIn).Should().Be(("Bearer", TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData("""{"access_token":"secret-new-access"}""")]
    [InlineData("""{"access_token":"secret-new-access","refresh_token":null,"id_token":null,"token_type":null,"expires_in":null}""")]
    [InlineData("""{"access_token":"secret-new-access","refresh_token":"","id_token":"","token_type":"","expires_in":-1}""")]
    [InlineData("""{"access_token":"secret-new-access","refresh_token":1,"id_token":{},"token_type":[],"expires_in":"3600"}""")]
    [InlineData("""{"access_token":"secret-new-access","expires_in":1e300}""")]
    public async Task What_the_server_does_not_send_replaces_nothing(string body)
    {
        var tokens = (await ReceiveAsync(HttpStatusCode.OK, body)).Tokens!;

        tokens.AccessToken.Should().Be("secret-new-access");
        (tokens.RefreshToken, tokens.IdToken, tokens.TokenType, tokens.ExpiresIn).Should().Be((null, null, null, null));
    }

    [Theory]
    [InlineData("""{"error":"invalid_grant"}""")]
    [InlineData("""{"error":"invalid_grant","error_description":"The refresh token is invalid or expired."}""")]
    public async Task Invalid_grant_says_that_the_refresh_token_is_not_valid_any_more(string body)
    {
        var result = await ReceiveAsync(HttpStatusCode.BadRequest, body);

        (result.Tokens, result.Error).Should().Be((null, null));
    }

    [Theory]
    [MemberData(nameof(WithoutVerdict))]
    public async Task Anything_else_says_nothing_of_the_refresh_token(HttpStatusCode status, string body)
    {
        var result = await ReceiveAsync(status, body);

        result.Tokens.Should().BeNull();
        result.Error.Should().NotBeNullOrEmpty().And.NotContain("secret-");
    }

    [Fact]
    public async Task The_error_names_the_status_and_the_code()
    {
        var result = await ReceiveAsync(HttpStatusCode.Unauthorized, """{"error":"invalid_client"}""");

        result.Error.Should().Be("the token endpoint responded with status 401 (invalid_client)");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task A_body_without_end_is_not_read(HttpStatusCode status)
    {
        var result = await ReceiveAsync(status, new StreamContent(new EndlessBody()));

        result.Tokens.Should().BeNull();
        result.Error.Should().NotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    public async Task A_redirect_is_not_followed(HttpStatusCode status)
    {
        var requests = 0;
        await using var client = new RefreshClient(Some.Handler((_, _) =>
        {
            requests++;
            return Task.FromResult(new HttpResponseMessage(status) { Headers = { Location = new Uri("https://evil.example.com/") }, Content = JsonOf(NewTokens) });
        }));

        (await client.RefreshAsync()).Error.Should().Be("the token endpoint responded with a redirect");
        requests.Should().Be(1);
    }

    [Fact]
    public async Task Tokens_from_the_end_of_a_redirect_do_not_count()
    {
        await using var client = new RefreshClient(Some.Handler((request, _) =>
        {
            request.RequestUri = new Uri("https://evil.example.com/");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = JsonOf(NewTokens) });
        }));

        (await client.RefreshAsync()).Tokens.Should().BeNull();
    }

    [Theory]
    [InlineData(ClientAuthenticationMethod.ClientSecretBasic)]
    [InlineData(ClientAuthenticationMethod.ClientSecretPost)]
    [InlineData(ClientAuthenticationMethod.ClientSecretJwt)]
    public async Task Nothing_secret_is_logged_or_told(ClientAuthenticationMethod method)
    {
        List<string> told = [];
        foreach (var (status, body) in WithoutVerdict.Select(row => ((HttpStatusCode)row[0], (string)row[1])).Append((HttpStatusCode.OK, NewTokens)))
        {
            await using var client = new RefreshClient(Answering(status, JsonOf(body)), options => options.ClientAuthenticationMethod = method);
            var result = await client.RefreshAsync();
            told.AddRange([.. client.Logs, $"{result} {result.Error} {result.Tokens}"]);
        }

        told.Should().HaveCountGreaterThan(WithoutVerdict.Count).And.AllSatisfy(text => text.Should().NotContain("secret-").And.NotContain("eyJ").And.NotContain("Basic "));
    }

    private static StringContent JsonOf(string body) => new(body, Encoding.UTF8, "application/json");

    private static HttpMessageHandler Answering(HttpStatusCode status, HttpContent content) =>
        Some.Handler((_, _) => Task.FromResult(new HttpResponseMessage(status) { Content = content }));

    private static Task<TokenRefreshResult> ReceiveAsync(HttpStatusCode status, string body) => ReceiveAsync(status, JsonOf(body));

    private static async Task<TokenRefreshResult> ReceiveAsync(HttpStatusCode status, HttpContent content)
    {
        await using var client = new RefreshClient(Answering(status, content));
        return await client.RefreshAsync();
    }
}
