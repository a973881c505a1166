using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One of several OpenID Connect schemes of an app.</summary>
internal static class SomeScheme
{
    /// <summary>Adds a scheme with a cookie scheme of its own: "Staff" has the cookie scheme "StaffCookie".</summary>
    public static void AddWithCookie(AuthenticationBuilder authentication, string name, string issuer) => authentication
        .AddCookie(name + "Cookie")
        .AddOpenIdConnect(name.ToLowerInvariant(), (OpenIdConnectOptions options) =>
        {
            SetUp(options, issuer, The.ClientId, "/signin-" + name);
            options.SignInScheme = name + "Cookie";
            options.SaveTokens = true;
        });

    public static void SetUp(OpenIdConnectOptions options, string issuer, string clientId, string callbackPath)
    {
        options.Authority = issuer;
        options.ClientId = clientId;
        options.ClientSecret = The.ClientSecret;
        options.ResponseType = "code";
        options.CallbackPath = callbackPath;
        options.SignedOutCallbackPath = callbackPath + "-out";
        options.RemoteSignOutPath = callbackPath + "-remote";
    }
}
