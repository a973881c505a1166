using System.Text.Json.Nodes;

namespace LocalOkta;

/// <summary>OpenID Connect Back-Channel Logout. Okta itself does not send it; other providers do.</summary>
internal sealed class BackChannelLogoutSignal(SignalTokens tokens, OktaIssuers issuers, TimeProvider clock) : ISignal
{
    private const int LifetimeInSeconds = 120;

    public string Kind => "back-channel-logout";

    public string Title => "Back-channel logout";

    public string Description =>
        "Clears the user's sessions and tokens here, then tells the apps to end each of these sessions by its sid; without one, all of the user's.";

    public bool IsPerSession => true;

    // A sid that was reported as ended is not used again.
    public bool ClearsUserSessions => true;

    public Uri? EndpointOf(ClientSettings client) => client.BackChannelLogoutUri;

    public HttpRequestMessage CreateRequest(SignalTarget target) => new(HttpMethod.Post, target.Endpoint)
    {
        Content = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", CreateToken(target))]),
    };

    private string CreateToken(SignalTarget target)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = issuers.AuthorizationServer,
            ["aud"] = target.Client.ClientId,
            ["sub"] = target.User.Id,
            ["iat"] = now,
            ["exp"] = now + LifetimeInSeconds,
            ["events"] = new JsonObject { ["http://schemas.openid.net/event/backchannel-logout"] = new JsonObject() },
        };
        if (target.Sid is { } sid)
        {
            claims[SessionClaims.Sid] = sid;
        }

        return tokens.Sign("logout+jwt", claims);
    }
}
