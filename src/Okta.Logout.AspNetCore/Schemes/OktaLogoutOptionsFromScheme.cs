using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Fills the options that the app has not set from its OpenID Connect scheme of the same name.</summary>
internal sealed class OktaLogoutOptionsFromScheme(IServiceProvider services, AccessTokenSchemes accessTokens) : IPostConfigureOptions<OktaLogoutOptions>
{
    private const string MetadataPath = "/.well-known/openid-configuration";

    public void PostConfigure(string? name, OktaLogoutOptions options)
    {
        options.IsOfApi |= name is not null && accessTokens.All().Contains(name, StringComparer.Ordinal);

        // Options are created synchronously, and the provider of ASP.NET Core completes synchronously.
        var schemes = services.GetRequiredService<IAuthenticationSchemeProvider>();
        if (string.IsNullOrEmpty(name) || schemes.GetSchemeAsync(name).GetAwaiter().GetResult() is not { } scheme || !typeof(OpenIdConnectHandler).IsAssignableFrom(scheme.HandlerType))
            return;
        var openIdConnect = services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(name);
        options.ClientId ??= openIdConnect.ClientId;
        options.AllowLoopbackHttp |= !openIdConnect.RequireHttpsMetadata;
        FillServer(options, openIdConnect);
        FillAuthentication(options, openIdConnect);
    }

    private static void FillServer(OktaLogoutOptions options, OpenIdConnectOptions openIdConnect)
    {
        if (openIdConnect.Configuration is { } known)
        {
            options.EndSessionEndpoint ??= known.EndSessionEndpoint;
            options.RevocationEndpoint ??= known.RevocationEndpoint;
            options.JwksUri ??= known.JwksUri;
        }

        if (options.Issuer is not null || options.OktaDomain is not null)
            return;
        options.Issuer = openIdConnect.Configuration?.Issuer ?? IssuerOf(openIdConnect);
        options.ToleratesSlash = openIdConnect.Configuration?.Issuer is null && !IsOfOkta(options.Issuer ?? "");
        options.MetadataAddress ??= openIdConnect.MetadataAddress;
    }

    // An Authority may end in a slash. Okta's issuers never do, but those of other providers may.
    private static string? IssuerOf(OpenIdConnectOptions openIdConnect)
    {
        var ofDocument = IssuerOfDocument(openIdConnect.MetadataAddress);
        if (openIdConnect.Authority is not { } authority || ofDocument is not null && IsAnotherOfTheSameServer(ofDocument, authority))
            return ofDocument;
        return IsOfOkta(authority) ? authority.TrimEnd('/') : authority;
    }

    private static string? IssuerOfDocument(string? metadataAddress) =>
        metadataAddress?.Split('?')[0] is { } address && address.EndsWith(MetadataPath, StringComparison.Ordinal) ? address[..^MetadataPath.Length] : null;

    // The handler reads the document only, and ignores the Authority beside its address: Microsoft.Identity.Web appends "/v2.0" to it. A document on
    // another server is a copy, or the way to it within a network, so there the Authority is the better name.
    private static bool IsAnotherOfTheSameServer(string ofDocument, string authority) =>
        ofDocument != authority.TrimEnd('/')
        && Uri.TryCreate(ofDocument, UriKind.Absolute, out var one) && Uri.TryCreate(authority, UriKind.Absolute, out var other)
        && Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsOfOkta(string authority) =>
        authority.Contains("/oauth2/", StringComparison.OrdinalIgnoreCase)
        || Uri.TryCreate(authority, UriKind.Absolute, out var uri) && OktaHost.IsOkta(uri.Host);

    // The method of the scheme's own token requests, which works for this client.
    private static void FillAuthentication(OktaLogoutOptions options, OpenIdConnectOptions openIdConnect)
    {
        if (options.ClientSecret is not null || options.ClientAssertionSigningCredentials is not null || string.IsNullOrEmpty(openIdConnect.ClientSecret))
            return;
        options.ClientSecret = openIdConnect.ClientSecret;
        options.ClientAuthenticationMethod ??= ClientAuthenticationMethod.ClientSecretPost;
    }
}
