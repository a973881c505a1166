using System.Text.Json;

namespace Okta.Logout;

/// <summary>An issuer whose tokens are accepted: its exact name, the client IDs by which it knows this app, and its keys.</summary>
internal sealed record TrustedIssuer(string Issuer, IReadOnlyCollection<string> ClientIds, ISigningKeySource Keys)
{
    /// <summary>Gets all issuers that name the same users by the same <c>sub</c>: this one, and the others of an Okta org.</summary>
    public IReadOnlyList<string> Org { get; init; } = [Issuer];

    /// <summary>Finds the issuer that a token names. Only configured issuers count, so that a stranger cannot choose whose keys are downloaded.</summary>
    public static TrustedIssuer? Find(IReadOnlyList<TrustedIssuer> issuers, JsonElement payload)
    {
        _ = payload.TryGetText("iss", out var name);
        foreach (var issuer in issuers)
        {
            if (string.Equals(issuer.Issuer, name, StringComparison.Ordinal))
                return issuer;
        }

        return null;
    }
}
