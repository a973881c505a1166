using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app with Universal Logout, and the Okta org that sends it.</summary>
internal sealed class UniversalLogoutApp(RunningApp app) : IAsyncDisposable
{
    public static readonly Uri Endpoint = new(SomeUniversalLogout.Endpoint);

    public RunningApp App { get; } = app;

    public static async Task<UniversalLogoutApp> StartAsync(
        Action<UniversalLogoutOptions>? configure = null, Action<IServiceCollection>? services = null, SomeApp? some = null)
    {
        some ??= new()
        {
            AddOktaLogout = it => it.AddOktaLogout().AddUniversalLogout(SomeUniversalLogout.Endpoint, configure),
            Services = services ?? (_ => { }),
        };
        var app = new UniversalLogoutApp(await some.StartAsync());
        app.Publish(SomeUniversalLogout.OrgKeys, ProviderKeys.RsaJwk, ProviderKeys.EcJwk);
        return app;
    }

    public void Publish(string url, params object[] keys) => App.Okta.Answer(url, HttpStatusCode.OK, ProviderKeys.Set(keys));

    public Task<HttpResponseMessage> CommandAsync(string? body = null, string? token = null) =>
        SendAsync(Request(body ?? SomeUniversalLogout.Email(), token ?? SomeUniversalLogout.Token().Build()));

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => App.Http.SendAsync(request, CancellationToken.None);

    public static HttpRequestMessage Request(string body, string? token, string contentType = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return request;
    }

    /// <summary>A browser of a user.</summary>
    public async Task<Browser> SignedInAsync(string sub = The.Subject, string email = The.Email)
    {
        App.Okta.Claims["sub"] = sub;
        App.Okta.Claims["email"] = email;
        return await App.SignedInBrowserAsync();
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
