namespace Okta.Logout.AspNetCore.Tests;

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

    public static string With(string claim, object? value)
    {
        var token = Token();
        token.Claims[claim] = value;
        return token.Build();
    }

    public static string Without(string claim)
    {
        var token = Token();
        token.Claims.Remove(claim);
        return token.Build();
    }

    public static string WithHeader(string name, object? value)
    {
        var token = Token();
        token.Header[name] = value;
        return token.Build();
    }

    public static string WithoutType()
    {
        var token = Token();
        token.Header.Remove("typ");
        return token.Build();
    }

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
