namespace Okta.Logout.Tests;

/// <summary>A valid bearer token and body of Universal Logout as Okta sends them; a test changes the part that it is about.</summary>
internal static class SomeUniversalLogout
{
    public const string Type = "global-token-revocation+jwt";
    public const string Org = "https://example.okta.com";
    public const string OrgKeys = Org + "/oauth2/v1/keys";
    public const string Endpoint = "https://app.example.com/signout/universal";

    private static int _number;

    public static SomeLogoutToken Token(string? name = null, object? value = null)
    {
        var now = The.Now.ToUnixTimeSeconds();
        var token = new SomeLogoutToken { Header = { ["typ"] = Type } };
        token.Claims.Clear();
        token.Claims["iss"] = Org;
        token.Claims["sub"] = The.ClientId;
        token.Claims["aud"] = Endpoint;
        token.Claims["jti"] = $"universal-{Interlocked.Increment(ref _number)}";
        token.Claims["iat"] = now;
        token.Claims["nbf"] = now - 300;
        token.Claims["exp"] = now + 300;
        if (name is not null)
            token.Claims[name] = value;
        return token;
    }

    public static string With(string claim, object? value) => Token(claim, value).Build();

    public static string Without(string claim) => Token().BuildWithout(claim);

    public static string WithHeader(string name, object? value) => Token().BuildWithHeader(name, value);

    public static string WithoutHeader(string name) => Token().BuildWithoutHeader(name);

    public static string SignedBy(Func<byte[], byte[]> signature, string algorithm = "RS256")
    {
        var valid = Token();
        var token = new SomeLogoutToken { Signature = signature, Header = { ["typ"] = Type, ["alg"] = algorithm } };
        token.Claims.Clear();
        foreach (var (name, value) in valid.Claims)
            token.Claims[name] = value;
        return token.Build();
    }

    public static string Email(string email = The.Email) => $$$"""{"sub_id":{"format":"email","email":"{{{email}}}"}}""";

    public static string IssuerAndSubject(string issuer = Org, string subject = The.Subject) =>
        $$$"""{"sub_id":{"format":"iss_sub","iss":"{{{issuer}}}","sub":"{{{subject}}}"}}""";

    public static string Opaque(string id = The.Subject) => $$$"""{"sub_id":{"format":"opaque","id":"{{{id}}}"}}""";
}
