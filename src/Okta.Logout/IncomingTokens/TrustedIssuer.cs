namespace Okta.Logout;

/// <summary>An issuer whose tokens are accepted: its exact name, the names under which it knows this app, and its keys.</summary>
internal sealed record TrustedIssuer(string Issuer, IReadOnlyCollection<string> ClientIds, ISigningKeySource Keys);
