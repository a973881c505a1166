using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The ways in which somebody else than the user of this browser ends a session.</summary>
internal static class Channels
{
    public const string FrontChannel = "front-channel";
    public const string BackChannel = "back-channel";
    public const string UniversalLogout = "Universal Logout";
    public const string AdministratorBySid = "an administrator, by sid";
    public const string AdministratorBySubject = "an administrator, by subject";
    public const string AdministratorByEmail = "an administrator, by e-mail address";

    public static IReadOnlyList<string> All { get; } =
        [FrontChannel, BackChannel, UniversalLogout, AdministratorBySid, AdministratorBySubject, AdministratorByEmail];

    /// <summary>The library with every channel.</summary>
    public static void Add(IServiceCollection services) =>
        services.AddOktaLogout().AddBackChannelLogout().AddUniversalLogout(SomeUniversalLogout.Endpoint);

    /// <summary>Ends the session that the fake Okta's claims name at this moment, and succeeds.</summary>
    public static async Task EndAsync(this RunningApp app, string channel, string issuer = The.Issuer)
    {
        var (sid, sub, email) = (Claim("sid"), Claim("sub"), Claim("email"));
        switch (channel)
        {
            case FrontChannel:
                (await app.FrontChannelAsync(sid, issuer)).EnsureSuccessStatusCode();
                break;
            case BackChannel:
                (await app.BackChannelAsync(sid, sub)).EnsureSuccessStatusCode();
                break;
            case UniversalLogout:
                (await app.UniversalLogoutAsync(email)).EnsureSuccessStatusCode();
                break;
            case AdministratorBySid:
                (await app.EndAsync(SessionTarget.ForSession(issuer, sid))).Should().BeTrue();
                break;
            case AdministratorBySubject:
                (await app.EndAsync(SessionTarget.ForSubject(issuer, sub))).Should().BeTrue();
                break;
            default:
                (await app.EndAsync(SessionTarget.ForEmail(issuer, email))).Should().BeTrue();
                break;
        }

        string Claim(string name) => (string)app.Okta.Claims[name];
    }

    /// <summary>An administrator's code in the app. Returns whether it succeeded.</summary>
    public static async Task<bool> EndAsync(this RunningApp app, SessionTarget target) =>
        (await app.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(target, SessionTerminationReason.Administrator))).Succeeded;

    public static Task<HttpResponseMessage> FrontChannelAsync(this RunningApp app, string sid = The.Sid, string issuer = The.Issuer) =>
        app.NewBrowser().GetAsync($"/signout/frontchannel?iss={Uri.EscapeDataString(issuer)}&sid={sid}");

    /// <summary>A logout token of the provider, for one session.</summary>
    public static Task<HttpResponseMessage> BackChannelAsync(this RunningApp app, string sid = The.Sid, string sub = The.Subject)
    {
        app.Okta.PublishProviderKeys();
        var now = app.Clock.GetUtcNow().ToUnixTimeSeconds();
        var token = new SomeLogoutToken { Claims = { ["sid"] = sid, ["sub"] = sub, ["iat"] = now, ["exp"] = now + 120 } };
        var content = new FormUrlEncodedContent([new("logout_token", token.Build())]);
        return app.Http.SendAsync(new(HttpMethod.Post, BackChannelApp.Endpoint) { Content = content }, CancellationToken.None);
    }

    /// <summary>A command of the org, for all sessions of a user.</summary>
    public static Task<HttpResponseMessage> UniversalLogoutAsync(this RunningApp app, string email = The.Email, DateTimeOffset? at = null)
    {
        app.Okta.PublishProviderKeys();
        var now = (at ?? app.Clock.GetUtcNow()).ToUnixTimeSeconds();
        var token = SomeUniversalLogout.Token();
        (token.Claims["iat"], token.Claims["nbf"], token.Claims["exp"]) = (now, now - 300, now + 300);
        return app.Http.SendAsync(UniversalLogoutApp.Request(SomeUniversalLogout.Email(email), token.Build()), CancellationToken.None);
    }

    // Beside the key that signs ID tokens, those that sign what the channels bring.
    private static void PublishProviderKeys(this FakeOkta okta)
    {
        var own = JsonSerializer.SerializeToElement(TestKey.Jwks).GetProperty("keys").EnumerateArray().Select(key => (object)key);
        var set = ProviderKeys.Set([.. own, ProviderKeys.RsaJwk]);
        foreach (var url in new[] { The.JwksUri, SomeUniversalLogout.OrgKeys })
            okta.Answers[url] = (_, _) => Task.FromResult(new HttpResponseMessage { Content = new StringContent(set, Encoding.UTF8, "application/json") });
    }
}
