namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An access token as a custom authorization server of Okta issues it; a test changes the part that it is about.</summary>
internal static class SomeAccessToken
{
    public const string Audience = "api://default";

    private static int _number;

    /// <summary>The claims, with those that are given in place of its own; a null one is left out.</summary>
    public static string With(params (string Name, object? Value)[] changes)
    {
        var began = The.Now.AddMinutes(-1).ToUnixTimeSeconds();
        Dictionary<string, object?> claims = new()
        {
            ["ver"] = 1,
            ["jti"] = $"AT.{Interlocked.Increment(ref _number)}",
            ["iss"] = The.Issuer,
            ["aud"] = Audience,
            ["iat"] = began,
            ["exp"] = began + 3600,
            ["cid"] = The.ClientId,
            ["uid"] = The.Subject,
            ["scp"] = new[] { "openid" },
            ["auth_time"] = began,
            ["sub"] = The.Email,
        };
        foreach (var (name, value) in changes)
            claims[name] = value;
        return TestKey.Sign(claims.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value!));
    }

    /// <summary>A token of a sign-in at this time, issued at another one.</summary>
    public static string Of(DateTimeOffset signIn, DateTimeOffset? issued = null) => With(
        ("auth_time", signIn.ToUnixTimeSeconds()), ("iat", (issued ?? signIn).ToUnixTimeSeconds()), ("exp", (issued ?? signIn).AddHours(1).ToUnixTimeSeconds()));
}
