using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Okta.Logout;

/// <summary>The rules that a discovery document must obey before a user or a token is sent where it says.</summary>
internal static class DiscoveryDocument
{
    private const int LongestQuotation = 200;

    /// <exception cref="OktaDiscoveryException">The document breaks a rule.</exception>
    public static OktaEndpoints Read(byte[] json, DiscoverySettings settings)
    {
        var document = Parse(json, settings.MetadataAddress);

        // OpenID Connect Discovery 1.0, section 4.3: exactly the issuer that was asked for.
        if (!string.Equals(document.Issuer, settings.Issuer, StringComparison.Ordinal))
        {
            throw new OktaDiscoveryException(
                $"OL2007: The discovery document at {settings.MetadataAddress} is that of the issuer {Quote(document.Issuer)}, "
                + $"not of {Quote(settings.Issuer)}. Set OktaLogoutOptions.Issuer, or OktaDomain and AuthorizationServerId, "
                + "to the issuer of the app's ID tokens, character by character.");
        }

        return new()
        {
            Issuer = settings.Issuer,
            EndSessionEndpoint = settings.EndSessionEndpoint ?? Allowed("end_session_endpoint", document.EndSessionEndpoint, settings),
            RevocationEndpoint = settings.RevocationEndpoint ?? Allowed("revocation_endpoint", document.RevocationEndpoint, settings),
            JwksUri = Allowed("jwks_uri", document.JwksUri, settings),
        };
    }

    public static OktaDiscoveryException NotADocument(Uri address, string reason) => new(
        $"OL2006: The answer of {address} {reason}. Check the issuer, and that no proxy or sign-in page answers in the server's place.");

    private static OpenIdConnectConfiguration Parse(byte[] json, Uri address)
    {
        try
        {
            if (JsonMembers.FindDuplicate(json) is { } duplicate)
                throw NotADocument(address, $"has the member {Quote(duplicate)} twice");
            return OpenIdConnectConfiguration.Create(Encoding.UTF8.GetString(json));
        }
        catch (JsonException)
        {
            throw NotADocument(address, "is not a JSON object");
        }
        catch (ArgumentException)
        {
            // The package's exception holds the document: it goes no further.
            throw NotADocument(address, "has a member of the wrong type");
        }
    }

    private static string? Allowed(string member, string? endpoint, DiscoverySettings settings)
    {
        if (endpoint is null || EndpointAddress.IsAllowed(endpoint, settings.AllowLoopbackHttp))
            return endpoint;
        throw new OktaDiscoveryException(
            $"OL2008: The discovery document at {settings.MetadataAddress} has the {member} {Quote(endpoint)}, "
            + "which is not an absolute https URL without fragment. Correct it at the server; OktaLogoutOptions.AllowLoopbackHttp allows http on this machine.");
    }

    // What a server sends ends up in logs: short, on one line, and with look-alike letters visible.
    private static string Quote(string? value)
    {
        if (value is null)
            return "(none)";
        var text = new StringBuilder("'");
        foreach (var c in value.Take(LongestQuotation))
            text.Append(c is < ' ' or > '~' ? '?' : c);
        return text.Append(value.Length > LongestQuotation ? "…'" : "'").ToString();
    }
}
