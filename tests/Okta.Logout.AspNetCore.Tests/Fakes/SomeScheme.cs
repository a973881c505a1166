using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One of several OpenID Connect schemes of an app.</summary>
internal static class SomeScheme
{
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
