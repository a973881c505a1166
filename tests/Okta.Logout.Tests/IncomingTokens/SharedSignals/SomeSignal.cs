namespace Okta.Logout.Tests;

/// <summary>A security event token as Okta sends it; a test changes the part that it is about.</summary>
internal static class SomeSignal
{
    public const string SessionRevoked = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";
    public const string CredentialChange = "https://schemas.openid.net/secevent/caep/event-type/credential-change";
    public const string Verification = "https://schemas.openid.net/secevent/ssf/event-type/verification";
    public const string Audience = "https://app.example.com/signout/events";
    public const string Org = SomeUniversalLogout.Org;

    private static int _number;

    public static object User => new { format = "iss_sub", iss = Org, sub = The.Subject };

    public static SomeLogoutToken Token(string type = SessionRevoked, object? subject = null, object? timestamp = null)
    {
        Dictionary<string, object?> content = new()
        {
            ["subject"] = subject ?? User,
            ["reason_admin"] = new { en = "User logout from Okta" },
            ["event_timestamp"] = timestamp ?? The.Now.ToUnixTimeMilliseconds(),
        };
        var token = new SomeLogoutToken { Header = { ["typ"] = "secevent+jwt" } };
        token.Claims.Clear();
        token.Claims["iss"] = Org;
        token.Claims["aud"] = Audience;
        token.Claims["jti"] = $"signal-{Interlocked.Increment(ref _number)}";
        token.Claims["iat"] = The.Now.ToUnixTimeSeconds();
        token.Claims["events"] = new Dictionary<string, object?> { [type] = content };
        return token;
    }

    public static string Valid() => Token().Build();

    public static string With(string claim, object? value) => Token().BuildWith(claim, value);

    public static string Without(string claim) => Token().BuildWithout(claim);

    public static string WithHeader(string name, object? value) => Token().BuildWithHeader(name, value);

    public static string WithoutType() => Token().BuildWithoutHeader("typ");

    public static string SignedBy(Func<byte[], byte[]> signature, string algorithm)
    {
        var token = new SomeLogoutToken { Signature = signature, Header = { ["typ"] = "secevent+jwt", ["alg"] = algorithm } };
        token.Claims.Clear();
        foreach (var (name, value) in Token().Claims)
            token.Claims[name] = value;
        return token.Build();
    }

    /// <summary>An event with this content and nothing else.</summary>
    public static string Event(string type, object content) => With("events", new Dictionary<string, object> { [type] = content });
}
