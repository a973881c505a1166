using System.Text;
using System.Text.Json;

namespace Okta.Logout;

/// <summary>The rules that a discovery document must follow before a user or a token is sent to its addresses.</summary>
/// <remarks>
/// Reads the six members that matter. OpenIdConnectConfiguration would refuse a document for the type of any other member, take
/// members in another case, and quote the whole document in its exceptions.
/// </remarks>
internal static class DiscoveryDocument
{
    private const int LongestQuotation = 200;

    /// <exception cref="OktaDiscoveryException">The document breaks a rule.</exception>
    public static OktaEndpoints Read(byte[] json, DiscoverySettings settings)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, settings);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is no valid UTF-8 or UTF-16.
            throw NotADocument(settings.MetadataAddress, "is not JSON");
        }
    }

    public static OktaDiscoveryException NotADocument(Uri address, string reason) => new(
        $"OL2006: The response of {address} {reason}. Check the issuer, and that no proxy or sign-in page responds in place of the server.");

    private static OktaEndpoints Read(JsonElement document, DiscoverySettings settings)
    {
        if (document.ValueKind is not JsonValueKind.Object)
            throw NotADocument(settings.MetadataAddress, "is not a JSON object");
        if (JsonMembers.FindDuplicate(document) is { } duplicate)
            throw NotADocument(settings.MetadataAddress, $"has the member {Quote(duplicate)} twice");
        var issuer = Text(document, "issuer", settings);
        RequireIssuer(issuer, settings);
        return new(issuer!)
        {
            EndSessionEndpoint = settings.EndSessionEndpoint ?? Endpoint(document, "end_session_endpoint", settings),
            RevocationEndpoint = settings.RevocationEndpoint ?? Endpoint(document, "revocation_endpoint", settings),
            IntrospectionEndpoint = settings.IntrospectionEndpoint ?? OptionalEndpoint(document, "introspection_endpoint", settings),
            TokenEndpoint = OptionalEndpoint(document, "token_endpoint", settings),
            JwksUri = settings.JwksUri ?? Endpoint(document, "jwks_uri", settings),
        };
    }

    // OpenID Connect Discovery 1.0, section 4.3: exactly the issuer that was asked for.
    private static void RequireIssuer(string? issuer, DiscoverySettings settings)
    {
        if (IssuerName.AreSame(issuer, settings.Issuer, settings.ToleratesSlash))
            return;
        throw new OktaDiscoveryException(
            $"OL2007: The discovery document at {settings.MetadataAddress} names the issuer {Quote(issuer)}, "
            + $"not of {Quote(settings.Issuer)}. Set OktaLogoutOptions.Issuer, or OktaDomain and AuthorizationServerId, "
            + "to the issuer of the app's ID tokens, character by character.");
    }

    private static string? Endpoint(JsonElement document, string member, DiscoverySettings settings)
    {
        var endpoint = Text(document, member, settings);
        if (endpoint is null || EndpointAddress.IsAllowed(endpoint, settings.AllowLoopbackHttp))
            return endpoint;
        throw new OktaDiscoveryException(
            $"OL2008: The discovery document at {settings.MetadataAddress} has the {member} {Quote(endpoint)}, "
            + "which is not an absolute https URL without fragment. Correct it at the server; "
            + "OktaLogoutOptions.AllowLoopbackHttp allows http on this machine.");
    }

    // Sign-out does not need these, so one that must not be used does not stop sign-outs.
    private static string? OptionalEndpoint(JsonElement document, string member, DiscoverySettings settings) =>
        document.TryGetText(member, out var endpoint) && EndpointAddress.IsAllowed(endpoint, settings.AllowLoopbackHttp) ? endpoint : null;

    private static string? Text(JsonElement document, string member, DiscoverySettings settings)
    {
        if (!document.TryGetProperty(member, out var value) || value.ValueKind is JsonValueKind.Null)
            return null;
        return value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : throw NotADocument(settings.MetadataAddress, $"has a member {member} that is not a string");
    }

    // What a server sends ends up in logs: short, on one line, and with look-alike letters visible.
    private static string Quote(string? value)
    {
        if (value is null)
            return "(none)";
        var text = new StringBuilder("'");
        foreach (var c in AddressText.WithoutUser(value).Take(LongestQuotation))
            text.Append(c is < ' ' or > '~' ? '?' : c);
        return text.Append(value.Length > LongestQuotation ? "…'" : "'").ToString();
    }
}
