using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>How the provider tells the app that a session has ended.</summary>
internal sealed class LogoutNotices(ScriptedProvider provider)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>The answers to all logout tokens.</summary>
    public ConcurrentQueue<BackChannelAnswer> Answers { get; } = new();

    /// <summary>What the frame shows.</summary>
    public string FrontChannelUrl => provider.Client.FrontChannelLogoutUri + (provider.Script.FrontChannelLogoutSessionRequired
        ? $"?iss={Uri.EscapeDataString(provider.Issuer)}&sid={Uri.EscapeDataString(provider.Session.Sid)}"
        : "");

    public Task<BackChannelAnswer> SendAsync(ProviderSession session, Action<LogoutTokenDraft>? change = null) =>
        PostAsync(LogoutToken(session, change));

    public string LogoutToken(ProviderSession session, Action<LogoutTokenDraft>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var draft = new LogoutTokenDraft
        {
            Algorithm = provider.Script.SigningAlgorithm,
            Claims = new()
            {
                ["iss"] = provider.Issuer,
                ["sub"] = session.Subject,
                ["aud"] = provider.Client.Id,
                ["jti"] = RandomNumberGenerator.GetHexString(16),
                ["sid"] = session.Sid,
                ["events"] = LogoutTokenDraft.Events("http://schemas.openid.net/event/backchannel-logout"),
                ["iat"] = now,
                ["exp"] = now + 120,
                ["ignored_claim"] = "ignored",
            },
        };
        change?.Invoke(draft);
        return provider.Keys.Sign(draft.Algorithm, draft.Claims);
    }

    public async Task<BackChannelAnswer> PostAsync(string logoutToken)
    {
        using var form = new FormUrlEncodedContent([new("logout_token", logoutToken), new("ignored_parameter", "ignored")]);
        using var response = await Http.PostAsync(provider.Client.BackChannelLogoutUri, form);
        var answer = new BackChannelAnswer((int)response.StatusCode, response.Headers.CacheControl?.NoStore is true);
        Answers.Enqueue(answer);
        return answer;
    }
}
