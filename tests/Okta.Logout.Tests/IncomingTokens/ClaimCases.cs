namespace Okta.Logout.Tests;

/// <summary>Table C: tokens that the provider really signed, with claims that are not those of a logout token for this app.</summary>
internal static class ClaimCases
{
    private const string Duplicate = "OL8005";
    private const string Issuer = "OL8010";
    private const string Lifetime = "OL8013";
    private const string Audience = "OL8014";
    private const string IssuedAt = "OL8016";
    private const string TokenId = "OL8017";
    private const string Subject = "OL8018";
    private const string SessionId = "OL8019";
    private const string Events = "OL8020";
    private const string Nonce = "OL8021";

    private static readonly long Now = The.Now.ToUnixTimeSeconds();

    public static IEnumerable<LogoutTokenCase> All =>
        [.. Issuers, .. Audiences, .. IssuedAts, .. Lifetimes, .. TokenIds, .. EventCases, .. Nonces, .. Subjects, .. OtherTokens, .. Others];

    private static IEnumerable<LogoutTokenCase> Issuers =>
    [
        new("C1 iss missing", Issuer, () => SomeLogoutToken.WithoutClaim("iss")),
        .. Of("C1", Issuer, "iss", 1, null, "", new[] { The.Issuer }, new { }),
        .. Of(
            "C2", Issuer, "iss", The.Issuer + "INVALID", The.Issuer + "/", The.Issuer.ToUpperInvariant(), "https://EXAMPLE.okta.com/oauth2/default",
            "http://example.okta.com/oauth2/default", "https://example.okta.com.evil.com/oauth2/default", "https://example.okta.com@evil/oauth2/default",
            " " + The.Issuer, "https://example.okta.com:443/oauth2/default"),
        .. Of("C3", Issuer, "iss", "https://example.okta.com/oauth2/other", "https://example.okta.com"),
    ];

    private static IEnumerable<LogoutTokenCase> Audiences =>
    [
        new("C4 aud missing", Audience, () => SomeLogoutToken.WithoutClaim("aud")),
        .. Of("C4", Audience, "aud", null, "", new { }, Array.Empty<string>(), 1, new object[] { The.ClientId, 1 }, new[] { new[] { The.ClientId } }),
        .. Of("C5", Audience, "aud", The.ClientId + "INVALID", "other", The.ClientId.ToUpperInvariant(), new[] { "other" }),
        .. Of("C6", null, "aud", new object[] { new[] { The.ClientId } }),
        .. Of("C7", Audience, "aud", new object[] { new[] { The.ClientId, "other" } }),
        .. Of("C9", "OL8015", "azp", "other", "", null, 1),
        .. Of("C9", null, "azp", The.ClientId),
    ];

    private static IEnumerable<LogoutTokenCase> IssuedAts =>
    [
        new("C10 iat missing", IssuedAt, () => SomeLogoutToken.WithoutClaim("iat")),
        .. Of("C10", IssuedAt, "iat", $"{Now}", "1e3", -1, Now * 1000, null, true, 0),
        new("C10 iat NaN", "OL8004", () => SomeLogoutToken.WithPayload("""{{0},"x":NaN}""")),
        new("C10 iat 1e400", IssuedAt, () => WithRaw("iat", "1e400")),
        .. Of("C11", null, "iat", Now + 100, Now - 60, Now + 0.5),
        .. Of("C11", IssuedAt, "iat", Now + 3600),
        new("C12 iat 10 years old, exp far in the future", IssuedAt, () =>
            new SomeLogoutToken { Claims = { ["iat"] = Now - 315_000_000, ["exp"] = Now + 315_000_000 } }.Build()),
    ];

    private static IEnumerable<LogoutTokenCase> Lifetimes =>
    [
        new("C13 exp missing", Lifetime, () => SomeLogoutToken.WithoutClaim("exp")),
        .. Of("C14", Lifetime, "exp", Now - 301, Now - 1, 0, -1, $"{Now + 120}", null, 9.3e18, true),
        new("C14 exp 2^63", Lifetime, () => WithRaw("exp", "9223372036854775808")),
        new("C14 exp 1e400", Lifetime, () => WithRaw("exp", "1e400")),
        .. Of("C14 year 9999, of no use after the highest age", null, "exp", DateTimeOffset.MaxValue.ToUnixTimeSeconds()),
        .. Of("C15", Lifetime, "nbf", Now + 3600, "now", null),
        .. Of("C15", null, "nbf", Now + 100, Now),
    ];

    private static IEnumerable<LogoutTokenCase> TokenIds =>
    [
        new("C16 jti missing", TokenId, () => SomeLogoutToken.WithoutClaim("jti")),
        .. Of("C16", TokenId, "jti", "", 1, null, new[] { "a" }, new string('j', 20_000)),
        new("C16 jti of 100 KB", "OL8001", () => SomeLogoutToken.WithClaim("jti", new string('j', 100_000))),
    ];

    private static IEnumerable<LogoutTokenCase> EventCases =>
    [
        new("C20 events missing", Events, () => SomeLogoutToken.WithoutClaim("events")),
        .. Of("C20", Events, "events", null, SomeLogoutToken.Event, 1, new[] { SomeLogoutToken.Event }, new { }, true),
        .. new object?[] { true, "", null, Array.Empty<int>(), 1 }
            .Select((value, i) => new LogoutTokenCase($"C23 value {i}", Events, () => WithEvents(SomeLogoutToken.Event, value))),
        new("C24 event with a member", null, () => WithEvents(SomeLogoutToken.Event, new { foo = 1 })),
        new("C24 a second event", null, () =>
            SomeLogoutToken.WithClaim("events", new Dictionary<string, object> { [SomeLogoutToken.Event] = new { }, ["https://other.example.com"] = new { } })),
        .. new[] { "http://schemas.openid.net/event/foobar", SomeLogoutToken.Event.Replace("http:", "https:", StringComparison.Ordinal), SomeLogoutToken.Event + "/", SomeLogoutToken.Event.ToUpperInvariant() }
            .Select(name => new LogoutTokenCase($"C25 {name}", Events, () => WithEvents(name, new { }))),
    ];

    private static IEnumerable<LogoutTokenCase> Nonces => Of("C27", Nonce, "nonce", "x", "", null, 0, new { }, Array.Empty<int>());

    private static IEnumerable<LogoutTokenCase> Subjects =>
    [
        new("C28 neither sub nor sid", Subject, () => SomeLogoutToken.WithoutClaim("sub", "sid")),
        new("C28 both empty", Subject, () => new SomeLogoutToken { Claims = { ["sub"] = "", ["sid"] = "" } }.Build()),
        new("C28 both null", Subject, () => new SomeLogoutToken { Claims = { ["sub"] = null, ["sid"] = null } }.Build()),
        .. Of("C28 sub", Subject, "sub", 5, "", null, new string('s', 256), "ü", new[] { The.Subject }),
        .. Of("C28 sid", SessionId, "sid", 5, "", null, new string('s', 1025), new { }),
        new("C28 sub alone", null, () => SomeLogoutToken.WithoutClaim("sid")),
        new("C28 sid alone", null, () => SomeLogoutToken.WithoutClaim("sub")),
        new("C28 sid with odd characters", null, () => SomeLogoutToken.WithClaim("sid", "a&b#c+d%e\"f g")),
        new("C28 sid with half a surrogate pair", SessionId, () => WithRaw("sid", "\"\\ud800\"")),
    ];

    private static IEnumerable<LogoutTokenCase> OtherTokens =>
    [
        new("C30 an ID token", Nonce, () => new SomeLogoutToken { Claims = { ["nonce"] = "n", ["auth_time"] = Now } }.Build()),
        new("C30 an ID token without nonce", Events, () => SomeLogoutToken.WithoutClaim("events")),
        new("C31 an access token", "OL8008", () => SomeLogoutToken.WithHeader("typ", "at+jwt")),
        new("C31 an access token without typ", Events, () => SomeLogoutToken.WithClaim("events", null)),
        new("C31 a CAEP SET", Events, () => WithEvents("https://schemas.openid.net/secevent/caep/event-type/session-revoked", new { })),
    ];

    private static IEnumerable<LogoutTokenCase> Others =>
    [
        .. new[] { "\"sub\":\"a\"", "\"aud\":\"a\"", "\"s\\u0075b\":\"a\"", "\"nonce\":\"a\",\"nonce\":\"b\"", "\"x\":{\"y\":{\"a\":1,\"a\":2}}", "\"x\":[{\"a\":1,\"a\":2}]" }
            .Select(member => new LogoutTokenCase($"C33 {member}", Duplicate, () => SomeLogoutToken.WithPayload("{{0}," + member + "}"))),
        .. Of("C35", null, "ignored_claim", "x", new { a = new[] { 1, 2 } }, null),
        new("C35 200 unknown claims", null, () =>
        {
            var token = new SomeLogoutToken();
            for (var i = 0; i < 200; i++)
                token.Claims[$"unknown{i}"] = i;
            return token.Build();
        }),
    ];

    private static IEnumerable<LogoutTokenCase> Of(string row, string? errorId, string claim, params object?[] values) =>
        values.Select((value, i) => new LogoutTokenCase($"{row} {claim} {i}, {(errorId is null ? "obeyed" : "refused")}", errorId, () => SomeLogoutToken.WithClaim(claim, value)));

    private static string WithEvents(string name, object? value) =>
        SomeLogoutToken.WithClaim("events", new Dictionary<string, object?> { [name] = value });

    private static string WithRaw(string claim, string json)
    {
        var token = new SomeLogoutToken();
        token.Claims.Remove(claim);
        var members = System.Text.Json.JsonSerializer.Serialize(token.Claims)[1..^1];
        return new SomeLogoutToken { RawPayload = System.Text.Encoding.UTF8.GetBytes($"{{{members},\"{claim}\":{json}}}") }.Build();
    }
}
