using System.Net;
using System.Net.Http.Json;

namespace Okta.Logout.Benchmarks;

/// <summary>Okta without a network: discovery, an empty key set, and a revocation endpoint that always succeeds.</summary>
/// <param name="issuer">The issuer.</param>
/// <param name="roundTrip">How long each response takes; zero for at once.</param>
internal sealed class OktaHandler(string issuer, TimeSpan roundTrip = default) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (roundTrip > TimeSpan.Zero)
            await Task.Delay(roundTrip, TimeProvider.System, cancellationToken);
        object body = request.RequestUri!.AbsolutePath switch
        {
            var path when path.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal) => new Dictionary<string, string>
            {
                ["issuer"] = issuer,
                ["authorization_endpoint"] = issuer + "/v1/authorize",
                ["token_endpoint"] = issuer + "/v1/token",
                ["jwks_uri"] = issuer + "/v1/keys",
                ["end_session_endpoint"] = issuer + "/v1/logout",
                ["revocation_endpoint"] = issuer + "/v1/revoke",
            },
            var path when path.EndsWith("/v1/keys", StringComparison.Ordinal) => new Dictionary<string, object[]> { ["keys"] = [] },
            _ => new Dictionary<string, string>(),
        };
        return new(HttpStatusCode.OK) { Content = JsonContent.Create(body), RequestMessage = request };
    }
}
