using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app with back-channel logout, and the provider that sends it.</summary>
internal sealed class BackChannelApp(RunningApp app) : IAsyncDisposable
{
    public static readonly Uri Endpoint = new(RunningApp.Origin, "/signout/backchannel");

    public RunningApp App { get; } = app;

    /// <summary>How often the keys were downloaded, by the sign-in handler too.</summary>
    public int KeyDownloads => App.Okta.Calls.Count(call => call.EndsWith("/v1/keys", StringComparison.Ordinal));

    public static async Task<BackChannelApp> StartAsync(
        Action<BackChannelLogoutOptions>? configure = null, Action<IServiceCollection>? services = null, SomeApp? some = null)
    {
        some ??= new()
        {
            AddOktaLogout = it => it.AddOktaLogout().AddBackChannelLogout(configure),
            Services = services ?? (_ => { }),
        };
        var app = new BackChannelApp(await some.StartAsync());
        app.Publish(The.Issuer, ProviderKeys.RsaJwk, ProviderKeys.EcJwk);
        return app;
    }

    /// <summary>The key with which the fake Okta signs ID tokens, and the keys given.</summary>
    public void Publish(string issuer, params object[] keys)
    {
        var own = JsonSerializer.SerializeToElement(TestKey.Jwks).GetProperty("keys").EnumerateArray().Select(key => (object)key);
        var set = ProviderKeys.Set([.. own, .. keys]);
        App.Okta.Answers[issuer + "/v1/keys"] = (_, _) => Task.FromResult(new HttpResponseMessage { Content = new StringContent(set, Encoding.UTF8, "application/json") });
    }

    public Task<HttpResponseMessage> DeliverAsync(string token) => PostAsync(new FormUrlEncodedContent([new("logout_token", token)]));

    public Task<HttpResponseMessage> PostAsync(HttpContent? content) => SendAsync(new(HttpMethod.Post, Endpoint) { Content = content });

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => App.Http.SendAsync(request, CancellationToken.None);

    /// <summary>A browser of a user whose session at the provider has this id.</summary>
    public async Task<Browser> SignedInAsync(string sid = The.Sid, string sub = The.Subject)
    {
        App.Okta.Claims["sid"] = sid;
        App.Okta.Claims["sub"] = sub;
        return await App.SignedInBrowserAsync();
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
