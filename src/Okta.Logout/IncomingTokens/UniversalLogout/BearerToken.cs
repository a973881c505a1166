namespace Okta.Logout;

/// <summary>The token of the one <c>Authorization: Bearer</c> header (RFC 6750, section 2.1). Body and query are never read.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    public static string? Read(IReadOnlyList<string> authorization) =>
        authorization is [{ } only] && only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && only[Scheme.Length..].Trim(' ') is { Length: > 0 } token
            ? token
            : null;
}
