using System.Net;
using System.Net.Http.Headers;
using System.Text;
using RichardSzalay.MockHttp;

namespace Okta.Logout.Tests;

/// <summary>What the endpoint answers, and what the result says.</summary>
public sealed class RevocationAnswers : IDisposable
{
    private readonly MockHttpMessageHandler _okta = new();

    public void Dispose() => _okta.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("{\"error\":\"invalid_request\"}")]
    public async Task Status_200_is_a_success_whatever_the_body(string body)
    {
        var result = await Answer(HttpStatusCode.OK, body);

        result.Should().BeEquivalentTo(new TokenRevocationResult(TokenRevocationStatus.Revoked));
    }

    [Fact]
    public async Task The_body_of_a_success_is_not_read()
    {
        var result = await Answer(HttpStatusCode.OK, new EndlessBody());

        result.IsRevoked.Should().BeTrue();
    }

    [Fact]
    public Task A_token_type_that_is_not_supported() =>
        ShouldBe(TokenRevocationStatus.NotSupported, "OL3004:", HttpStatusCode.BadRequest, "{\"error\":\"unsupported_token_type\"}");

    [Fact]
    public async Task A_client_that_is_refused_is_told_the_error()
    {
        var result = await Answer(HttpStatusCode.Unauthorized, "{\"error\":\"invalid_client\",\"error_description\":\"secret\"}");

        result.Status.Should().Be(TokenRevocationStatus.Refused);
        result.Error.Should().StartWith("OL3005:").And.Contain("invalid_client").And.Contain("401").And.NotContain("secret");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"error\":null}")]
    [InlineData("{\"error\":\"\"}")]
    [InlineData("{\"error\":{\"code\":1}}")]
    [InlineData("{\"error\":\"line\\nbreak\"}")]
    [InlineData("{\"error\":\"back\\\\slash\"}")]
    [InlineData("{\"error\":\"\\ud800\"}")]
    [InlineData("{\"error\":\"\u20ac\"}")]
    [InlineData("{\"error\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}")]
    public async Task A_refusal_without_an_OAuth_error_is_told_by_its_status(string body)
    {
        var result = await Answer(HttpStatusCode.BadRequest, body);

        result.Should().BeEquivalentTo(new TokenRevocationResult(
            TokenRevocationStatus.Refused, "OL3005: The revocation endpoint refused the request (no OAuth error, status 400)."));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public Task Other_client_errors_are_refusals(int status) =>
        ShouldBe(TokenRevocationStatus.Refused, "OL3005:", (HttpStatusCode)status, "");

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public Task A_status_that_decides_nothing_is_not_a_success(int status) =>
        ShouldBe(TokenRevocationStatus.Refused, "OL3007:", (HttpStatusCode)status, "{\"error\":\"invalid_client\"}");

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        using var redirect = new HttpResponseMessage((HttpStatusCode)status) { Headers = { Location = new Uri("https://evil.example.com/") } };
        _okta.When(HttpMethod.Post, The.RevocationEndpoint).Respond(_ => Task.FromResult(redirect));

        var result = await Revoke();

        result.Status.Should().Be(TokenRevocationStatus.Refused);
        result.Error.Should().StartWith("OL3006:");
    }

    [Fact]
    public async Task An_answer_at_the_end_of_a_redirect_is_not_a_success()
    {
        var following = Some.Handler((request, _) =>
        {
            request.RequestUri = new Uri("https://evil.example.com/");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request });
        });

        var result = await Some.RevocationClient(following).RevokeAsync(The.RefreshToken, TokenTypeHint.RefreshToken);

        result.Status.Should().Be(TokenRevocationStatus.Refused);
        result.Error.Should().StartWith("OL3006:");
    }

    [Fact]
    public Task An_error_without_end_is_bounded() =>
        ShouldBe(TokenRevocationStatus.Refused, "OL3005:", HttpStatusCode.BadRequest, new EndlessBody());

    [Fact]
    public async Task Every_answer_counts_once()
    {
        var calls = 0;
        var handler = Some.Handler((_, _) =>
        {
            calls++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
            {
                Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero) },
            });
        });

        await Some.RevocationClient(handler).RevokeAsync(The.RefreshToken, TokenTypeHint.RefreshToken);

        calls.Should().Be(1);
    }

    private async Task ShouldBe(TokenRevocationStatus status, string error, HttpStatusCode answer, object body)
    {
        var result = await Answer(answer, body);

        result.Status.Should().Be(status);
        result.IsRevoked.Should().BeFalse();
        result.Error.Should().StartWith(error);
    }

    private Task<TokenRevocationResult> Answer(HttpStatusCode status, object body)
    {
        HttpContent content = body is Stream stream ? new StreamContent(stream) : new StringContent((string)body, Encoding.UTF8, "application/json");
        _okta.When(HttpMethod.Post, The.RevocationEndpoint).Respond(status, content);
        return Revoke();
    }

    private Task<TokenRevocationResult> Revoke() => Some.RevocationClient(_okta).RevokeAsync(The.RefreshToken, TokenTypeHint.RefreshToken);
}
