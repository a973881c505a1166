using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace LocalOkta;

/// <summary>The CAEP event as Okta pushes it: the subject inside the event, the time in milliseconds.</summary>
internal sealed class SessionRevokedSignal(SignalTokens tokens, OktaIssuers issuers, TimeProvider clock) : ISignal
{
    public string Kind => "session-revoked";

    public string Title => "Send session-revoked";

    public string Description =>
        "Pushes a security event that a session of the user was revoked. What follows is the app's choice. Changes nothing here.";

    public bool IsPerSession => false;

    public bool ClearsUserSessions => false;

    public Uri? EndpointOf(ClientSettings client) => client.SharedSignalsEndpoint;

    public HttpRequestMessage CreateRequest(SignalTarget target)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, target.Endpoint)
        {
            Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/json") } },
            Content = new StringContent(CreateToken(target), new MediaTypeHeaderValue("application/secevent+jwt")),
        };
        if (target.Client.SharedSignalsAuthorizationHeader is { Length: > 0 } authorization)
        {
            // Okta sends what was registered, whether or not it has the form of a scheme and its credentials.
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return request;
    }

    private string CreateToken(SignalTarget target)
    {
        var now = clock.GetUtcNow();
        return tokens.Sign("secevent+jwt", new()
        {
            ["iss"] = issuers.Org,
            ["aud"] = target.Endpoint.OriginalString,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["events"] = new JsonObject
            {
                ["https://schemas.openid.net/secevent/caep/event-type/session-revoked"] = new JsonObject
                {
                    ["subject"] = new JsonObject { ["format"] = "iss_sub", ["iss"] = issuers.Org, ["sub"] = target.User.Id },
                    ["reason_admin"] = new JsonObject { ["en"] = "User logout from Okta" },
                    ["event_timestamp"] = now.ToUnixTimeMilliseconds(),
                },
            },
        });
    }
}
