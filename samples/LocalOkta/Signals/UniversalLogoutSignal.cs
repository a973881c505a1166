using System.Net.Http.Headers;

namespace LocalOkta;

/// <summary>Okta's profile of Global Token Revocation.</summary>
internal sealed class UniversalLogoutSignal(SignalTokens tokens, OktaIssuers issuers, TimeProvider clock) : ISignal
{
    private const int LifetimeInSeconds = 300;

    public string Kind => "universal-logout";

    public string Title => "Universal Logout";

    public string Description =>
        "Clears the user's sessions and tokens here, then commands the apps to end every session of that user.";

    public bool IsPerSession => false;

    public bool ClearsUserSessions => true;

    public Uri? EndpointOf(ClientSettings client) => client.UniversalLogoutEndpoint;

    public HttpRequestMessage CreateRequest(SignalTarget target) => new(HttpMethod.Post, target.Endpoint)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", CreateToken(target)) },
        Content = JsonContent.Create(
            new { sub_id = new { format = "email", email = target.User.Email } }, new MediaTypeHeaderValue("application/json")),
    };

    private string CreateToken(SignalTarget target)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return tokens.Sign("global-token-revocation+jwt", new()
        {
            ["iss"] = issuers.Org,
            ["sub"] = target.Client.ClientId,
            ["aud"] = target.Endpoint.OriginalString.Split('?', '#')[0],
            ["iat"] = now,
            ["nbf"] = now - LifetimeInSeconds,
            ["exp"] = now + LifetimeInSeconds,
        });
    }
}
