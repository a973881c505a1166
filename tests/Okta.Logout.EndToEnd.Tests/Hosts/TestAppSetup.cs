using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Okta.Logout.AspNetCore.Tests;

namespace Okta.Logout.EndToEnd.Tests;

internal static class TestAppSetup
{
    public static WebApplication Create(
        string origin,
        string oktaOrigin,
        string clientId,
        ConcurrentDictionary<string, string> tokens,
        TestAppSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder([$"--urls={origin}", "--Logging:LogLevel:Default=Warning"]);
        if (settings.Certificate is { } certificate)
            builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate.Value));
        KeysInMemory.Add(builder.Services);
        builder.Services
            .AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(settings.Cookie)
            .AddOpenIdConnect(options => Configure(options, oktaOrigin, clientId, tokens));
        builder.Services.AddOktaLogout(settings.Web);
        settings.Services(builder.Services);

        var app = builder.Build();
        settings.First(app);
        app.UseAuthentication();
        app.MapOktaLogout();
        app.MapGet("/signin", () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }));
        app.MapGet("/", (ClaimsPrincipal user) => Results.Content(Home(user), "text/html"));
        app.MapGet("/me", (ClaimsPrincipal user) => user.Identity?.IsAuthenticated is true ? Results.Ok() : Results.Unauthorized());
        settings.Endpoints(app);
        return app;
    }

    private static void Configure(
        OpenIdConnectOptions options, string oktaOrigin, string clientId, ConcurrentDictionary<string, string> tokens)
    {
        options.Authority = $"{oktaOrigin}/oauth2/default";
        options.ClientId = clientId;
        options.ClientSecret = TestApp.ClientSecret;
        options.ResponseType = "code";
        options.ResponseMode = "query";
        options.RequireHttpsMetadata = false;
        options.Scope.Add("offline_access");
        options.SaveTokens = true;
        options.MapInboundClaims = false;
        options.NonceCookie.SameSite = options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Events.OnTokenResponseReceived = context =>
        {
            tokens["access_token"] = context.TokenEndpointResponse.AccessToken;
            tokens["refresh_token"] = context.TokenEndpointResponse.RefreshToken;
            return Task.CompletedTask;
        };
    }

    private static string Home(ClaimsPrincipal user) => user.Identity?.IsAuthenticated is true
        ? "<!DOCTYPE html><title>App</title><p>You are signed in</p><form method=\"post\" action=\"/signout\"><button>Sign out</button></form>"
        : "<!DOCTYPE html><title>App</title><p>You are signed out</p>";
}
