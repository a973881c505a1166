using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.JwtBearer;

/// <summary>Fills the options that the app has not set from its JwtBearer scheme of the same name.</summary>
internal sealed class OktaLogoutOptionsFromJwtBearer(JwtBearerSchemes schemes, IServiceProvider services) : IPostConfigureOptions<OktaLogoutOptions>
{
    private const string MetadataPath = "/.well-known/openid-configuration";

    public void PostConfigure(string? name, OktaLogoutOptions options)
    {
        if (string.IsNullOrEmpty(name) || !schemes.GetSchemes().Contains(name, StringComparer.Ordinal))
            return;
        var bearer = services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(name);
        options.AllowLoopbackHttp |= !bearer.RequireHttpsMetadata;
        options.JwksUri ??= bearer.Configuration?.JwksUri;
        if (options.Issuer is not null || options.OktaDomain is not null)
            return;
        options.Issuer = bearer.Configuration?.Issuer ?? bearer.TokenValidationParameters.ValidIssuer ?? IssuerOf(bearer);
        options.MetadataAddress ??= bearer.MetadataAddress is { Length: > 0 } address ? address : null;
    }

    // Okta's issuers never end in a slash, which an Authority may.
    private static string? IssuerOf(JwtBearerOptions bearer)
    {
        var ofDocument = IssuerOfDocument(bearer.MetadataAddress);
        return bearer.Authority is not { Length: > 0 } authority || ofDocument is not null && IsAnotherOfTheSameServer(ofDocument, authority) ? ofDocument : authority.TrimEnd('/');
    }

    private static string? IssuerOfDocument(string? metadataAddress) =>
        metadataAddress?.Split('?')[0] is { } address && address.EndsWith(MetadataPath, StringComparison.Ordinal) ? address[..^MetadataPath.Length] : null;

    // As for OpenID Connect schemes: the handler ignores the Authority beside the address of a document.
    private static bool IsAnotherOfTheSameServer(string ofDocument, string authority) =>
        ofDocument != authority.TrimEnd('/')
        && Uri.TryCreate(ofDocument, UriKind.Absolute, out var one) && Uri.TryCreate(authority, UriKind.Absolute, out var other)
        && Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
