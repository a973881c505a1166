using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Fills what the app left blank from its OpenID Connect scheme of the same name.</summary>
internal sealed class OktaLogoutOptionsFromScheme(IServiceProvider services, IOptions<AuthenticationOptions> authentication) : IPostConfigureOptions<OktaLogoutOptions>
{
    private const string MetadataPath = "/.well-known/openid-configuration";

    public void PostConfigure(string? name, OktaLogoutOptions options)
    {
        if (name is null || !authentication.Value.SchemeMap.TryGetValue(name, out var scheme) || !typeof(OpenIdConnectHandler).IsAssignableFrom(scheme.HandlerType))
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
        options.MetadataAddress ??= openIdConnect.MetadataAddress;
    }

    // Okta's issuers never end in a slash, which Authority tolerates; those of other providers may.
    private static string? IssuerOf(OpenIdConnectOptions openIdConnect)
    {
        if (openIdConnect.Authority is { } authority)
            return IsOfOkta(authority) ? authority.TrimEnd('/') : authority;
        return openIdConnect.MetadataAddress?.Split('?')[0] is { } address && address.EndsWith(MetadataPath, StringComparison.Ordinal)
            ? address[..^MetadataPath.Length]
            : null;
    }

    private static bool IsOfOkta(string authority) =>
        authority.Contains("/oauth2/", StringComparison.OrdinalIgnoreCase)
        || Uri.TryCreate(authority, UriKind.Absolute, out var uri) && OktaHost.IsOkta(uri.Host);

    // The method of the scheme's own token requests: it is known to work for this client.
    private static void FillAuthentication(OktaLogoutOptions options, OpenIdConnectOptions openIdConnect)
    {
        if (options.ClientSecret is not null || options.ClientAssertionSigningCredentials is not null || string.IsNullOrEmpty(openIdConnect.ClientSecret))
            return;
        options.ClientSecret = openIdConnect.ClientSecret;
        options.ClientAuthenticationMethod ??= ClientAuthenticationMethod.ClientSecretPost;
    }
}
