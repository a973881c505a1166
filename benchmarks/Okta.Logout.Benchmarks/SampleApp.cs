using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Okta.Logout.AspNetCore;
using Okta.Logout.AspNetCore.Tests;

namespace Okta.Logout.Benchmarks;

/// <summary>The app of a user, on TestServer or on a port of its own: with this library, or with what ASP.NET Core has.</summary>
internal sealed class SampleApp : IAsyncDisposable
{
    private const string Issuer = "https://example.okta.com/oauth2/default";

    private readonly WebApplication _app;
    private readonly bool _overLoopback;

    private SampleApp(WebApplication app, bool overLoopback)
    {
        _app = app;
        _overLoopback = overLoopback;
    }

    public static async Task<SampleApp> StartAsync(
        bool withOktaLogout,
        Action<OktaLogoutWebOptions>? configure = null,
        bool revokeTokens = false,
        bool overLoopback = false,
        TimeSpan roundTripToOkta = default,
        Action<IServiceCollection>? configureServices = null,
        Action<OktaLogoutBuilder>? useStore = null)
    {
        OktaHandler Okta() => new(Issuer, roundTripToOkta);
        var builder = WebApplication.CreateSlimBuilder();
        if (overLoopback)
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        else
            builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        KeysInMemory.Add(builder.Services);
        builder.Services
            .AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie()
            .AddOpenIdConnect(options =>
            {
                options.Authority = Issuer;
                options.ClientId = "client";
                options.ClientSecret = "secret";
                options.SaveTokens = true;
                options.BackchannelHttpHandler = Okta();
            });
        if (withOktaLogout)
            AddOktaLogout(builder.Services, configure, revokeTokens, Okta, useStore);
        configureServices?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseAuthentication();
        if (withOktaLogout)
            app.MapOktaLogout();
        app.MapPost("/peer/signout", PeerSignOutAsync);
        var http = new HttpClient(Okta());
        app.MapPost("/peer/signout-and-revoke", context => PeerSignOutAndRevokeAsync(context, http));
        app.MapGet("/signin", SignInAsync);
        app.MapGet("/me", context => context.Response.WriteAsync(context.User.FindFirstValue("sub") ?? "nobody"));
        await app.StartAsync();
        return new(app, overLoopback);
    }

    /// <summary>A client that holds the cookie of a session with tokens, and never takes another one.</summary>
    public async Task<HttpClient> SignInAsync()
    {
        using var browser = NewClient();
        using var response = await browser.GetAsync("/signin");
        var client = NewClient();
        client.DefaultRequestHeaders.Add("Cookie", response.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        client.DefaultRequestHeaders.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return client;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private HttpClient NewClient() =>
        _overLoopback ? new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new(_app.Urls.First()) } : _app.GetTestClient();

    private static void AddOktaLogout(IServiceCollection services, Action<OktaLogoutWebOptions>? configure, bool revokeTokens, Func<OktaHandler> okta, Action<OktaLogoutBuilder>? useStore)
    {
        var logout = services.AddOktaLogout(options => configure?.Invoke(options));
        services.Configure<OktaLogoutOptions>(OpenIdConnectDefaults.AuthenticationScheme, options => options.RevokeTokens = revokeTokens);
        services.AddHttpClient(OktaLogoutDefaults.HttpClientName).ConfigurePrimaryHttpMessageHandler(okta);
        if (useStore is null)
            services.AddSingleton<ISessionRevocationStore, ForgetfulStore>();
        else
            useStore(logout);
    }

    private static Task PeerSignOutAsync(HttpContext context) => Task.WhenAll(
        context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme),
        context.SignOutAsync(OpenIdConnectDefaults.AuthenticationScheme, new() { RedirectUri = "/" }));

    // As people write it: one request after the other, then the two schemes.
    private static async Task PeerSignOutAndRevokeAsync(HttpContext context, HttpClient http)
    {
        foreach (var name in new[] { "refresh_token", "access_token" })
        {
            var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["token"] = await context.GetTokenAsync(name) ?? "",
                ["token_type_hint"] = name,
                ["client_id"] = "client",
                ["client_secret"] = "secret",
            });
            (await http.PostAsync(Issuer + "/v1/revoke", form)).Dispose();
        }

        await PeerSignOutAsync(context);
    }

    private static Task SignInAsync(HttpContext context)
    {
        var idToken = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            $$"""{"iss":"{{Issuer}}","aud":"client","sub":"00u1","sid":"sid1","email":"ada@example.com","iat":1780000000,"exp":1780003600,"name":"{{new string('n', 900)}}"}""");
        var properties = new AuthenticationProperties();
        properties.StoreTokens(
        [
            new() { Name = "id_token", Value = idToken + "c2lnbmF0dXJl" },
            new() { Name = "refresh_token", Value = "refresh" },
            new() { Name = "access_token", Value = "access" },
        ]);
        var user = new ClaimsPrincipal(new ClaimsIdentity([new("sub", "00u1")], "oidc"));
        return context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, user, properties);
    }
}
