namespace Okta.Logout;

/// <summary>The algorithms that incoming tokens may have (RFC 7518, section 3.1): signatures only, so that no public key can serve as a secret.</summary>
internal static class SigningAlgorithms
{
    public static readonly IReadOnlyList<string> Rsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    public static readonly IReadOnlyDictionary<string, string> OfCurve = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["P-256"] = "ES256",
        ["P-384"] = "ES384",
        ["P-521"] = "ES512",
    };

    public static bool IsSupported(string algorithm) => Rsa.Contains(algorithm, StringComparer.Ordinal) || OfCurve.Values.Contains(algorithm, StringComparer.Ordinal);
}
