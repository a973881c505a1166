using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app on Microsoft.Identity.Web with Okta as its authority, as docs/migration.md shows it.</summary>
internal static class MicrosoftIdentityWebApp
{
    /// <summary>As it is by default: Okta answers with an ID token, and there are no other tokens.</summary>
    public const string IdTokenOnly = "ID token only";

    /// <summary>Refresh and access token are in the ticket.</summary>
    public const string TokensInTicket = "tokens in the ticket";

    /// <summary>Refresh and access token are in the cache of MSAL.</summary>
    public const string TokensInMsal = "tokens in MSAL's cache";

    /// <summary>Signs out as the AccountController of Microsoft.Identity.Web.UI does.</summary>
    public const string SignOutOfBoth = "/MicrosoftIdentity/Account/SignOut";

    public static IReadOnlyList<string> All { get; } = [IdTokenOnly, TokensInTicket, TokensInMsal];

    public static Task<RunningApp> StartAsync(
        string tokens = IdTokenOnly,
        Action<MicrosoftIdentityOptions>? options = null,
        Action<AuthenticationBuilder>? authentication = null,
        Action<CookieAuthenticationOptions>? cookie = null,
        Action<IServiceCollection>? addOktaLogout = null,
        Action<WebApplication>? endpoints = null) => new SomeApp
        {
            Authentication = (builder, okta) =>
            {
                AddSignIn(builder, tokens, options, cookie);
                UseOkta(builder.Services);
                builder.Services.Configure<AuthenticationOptions>(it => it.DefaultScheme = OpenIdConnectDefaults.AuthenticationScheme);

                // MSAL's requests.
                builder.Services.AddHttpClient(Options.DefaultName).ConfigurePrimaryHttpMessageHandler(() => okta);
                builder.Services.AddSingleton(okta);
                authentication?.Invoke(builder);
            },
            AddOktaLogout = addOktaLogout ?? Channels.Add,
            Endpoints = host =>
            {
                host.MapGet(SignOutOfBoth, () => TypedResults.SignOut(
                    new() { RedirectUri = "/" }, [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]));
                endpoints?.Invoke(host);
            },
        }.StartAsync();

    /// <summary>What an app has in its configuration. It is not enough: Microsoft.Identity.Web would look for the document below "/v2.0".</summary>
    public static void SetUp(MicrosoftIdentityOptions options)
    {
        options.Authority = The.Issuer;
        options.ClientId = The.ClientId;
        options.ClientSecret = The.ClientSecret;
    }

    /// <summary>Whether MSAL has tokens of the user.</summary>
    public static bool HasTokensInMsal(this RunningApp app) => app.Services.GetRequiredService<IMemoryCache>().TryGetValue(The.Subject, out _);

    private static void AddSignIn(AuthenticationBuilder builder, string tokens, Action<MicrosoftIdentityOptions>? options, Action<CookieAuthenticationOptions>? cookie)
    {
        var signIn = builder.AddMicrosoftIdentityWebApp(
            it =>
            {
                SetUp(it);
                if (tokens is TokensInTicket)
                    (it.ResponseType, it.SaveTokens) = ("code", true);
                options?.Invoke(it);
            },
            cookie);
        if (tokens is TokensInMsal)
            signIn.EnableTokenAcquisitionToCallDownstreamApi().AddInMemoryTokenCaches();
    }

    private static void UseOkta(IServiceCollection services) => services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
    {
        options.Authority = The.Issuer;
        options.TokenValidationParameters.IssuerValidator = null;
    });
}
