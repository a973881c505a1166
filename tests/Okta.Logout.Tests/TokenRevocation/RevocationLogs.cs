using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Okta.Logout.Tests;

public class RevocationLogs
{
    private readonly FakeLogger<TokenRevocationClient> _logger = new();

    [Fact]
    public async Task A_revocation_is_logged()
    {
        await Revoke(HttpStatusCode.OK);

        _logger.LatestRecord.Should().BeEquivalentTo(new { Id = new { Id = 3001 }, Level = LogLevel.Debug, Message = "Revoked the refresh_token." });
    }

    [Fact]
    public async Task A_token_that_was_not_revoked_is_a_warning()
    {
        await Revoke(HttpStatusCode.ServiceUnavailable);

        _logger.LatestRecord.Should().BeEquivalentTo(new { Id = new { Id = 3002 }, Level = LogLevel.Warning });
        _logger.LatestRecord.Message.Should().Contain("OL3007:");
    }

    [Theory]
    [InlineData(ClientAuthenticationMethod.ClientSecretBasic)]
    [InlineData(ClientAuthenticationMethod.ClientSecretPost)]
    [InlineData(ClientAuthenticationMethod.ClientSecretJwt)]
    public async Task Nothing_secret_is_logged_or_told(ClientAuthenticationMethod method)
    {
        List<TokenRevocationResult> results = [];
        foreach (var status in new[] { 200, 302, 400, 401, 429, 500 })
            results.Add(await Revoke((HttpStatusCode)status, method));
        results.Add(await Revoke(_ => throw new HttpRequestException("refused"), method));

        string[] told = [.. results.Select(result => result.ToString()), .. _logger.Collector.GetSnapshot().Select(record => record.ToString() + record.Exception)];

        told.Should().HaveCountGreaterThan(12).And.AllSatisfy(text => text.Should().NotContain("secret-").And.NotContain("eyJ"));
    }

    private Task<TokenRevocationResult> Revoke(HttpStatusCode status, ClientAuthenticationMethod method = ClientAuthenticationMethod.ClientSecretPost) =>
        Revoke(_ => new HttpResponseMessage(status) { Content = new StringContent("{\"error\":\"secret-error \\n\"}") }, method);

    private Task<TokenRevocationResult> Revoke(Func<HttpRequestMessage, HttpResponseMessage> answer, ClientAuthenticationMethod method)
    {
        var options = Some.Options();
        options.ClientAuthenticationMethod = method;
        return Some.RevocationClient(Some.Handler((request, _) => Task.FromResult(answer(request))), options, logger: _logger)
            .RevokeAsync(The.RefreshToken, TokenTypeHint.RefreshToken);
    }
}
