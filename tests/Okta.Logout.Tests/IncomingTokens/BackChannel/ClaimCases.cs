namespace Okta.Logout.Tests;

/// <summary>Tokens that the provider really signed, with claims that are not those of a logout token for this app.</summary>
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
        new("iss missing", Issuer, () => SomeLogoutToken.WithoutClaim("iss")),
        .. Of("malformed", Issuer, "iss", 1, null, "", new[] { The.Issuer }, new { }),
        .. Of(
            "another spelling", Issuer, "iss", The.Issuer + "INVALID", The.Issuer + "/", The.Issuer.ToUpperInvariant(), "https://EXAMPLE.okta.com/oauth2/default",
            "http://example.okta.com/oauth2/default", "https://example.okta.com.evil.com/oauth2/default", "https://example.okta.com@evil/oauth2/default",
            " " + The.Issuer, "https://example.okta.com:443/oauth2/default"),
        .. Of("another authorization server", Issuer, "iss", "https://example.okta.com/oauth2/other", "https://example.okta.com"),
    ];

    private static IEnumerable<LogoutTokenCase> Audiences =>
    [
        new("aud missing", Audience, () => SomeLogoutToken.WithoutClaim("aud")),
        .. Of("malformed", Audience, "aud", null, "", new { }, Array.Empty<string>(), 1, new object[] { The.ClientId, 1 }, new[] { new[] { The.ClientId } }),
        .. Of("another client", Audience, "aud", The.ClientId + "INVALID", "other", The.ClientId.ToUpperInvariant(), new[] { "other" }),
        .. Of("in an array", null, "aud", new object[] { new[] { The.ClientId } }),
        .. Of("another audience too", Audience, "aud", new object[] { new[] { The.ClientId, "other" } }),
        .. Of("azp", "OL8015", "azp", "other", "", null, 1),
        .. Of("azp", null, "azp", The.ClientId),
    ];

    private static IEnumerable<LogoutTokenCase> IssuedAts =>
    [
        new("iat missing", IssuedAt, () => SomeLogoutToken.WithoutClaim("iat")),
        .. Of("malformed", IssuedAt, "iat", $"{Now}", "1e3", -1, Now * 1000, null, true, 0),
        new("iat NaN", "OL8004", () => SomeLogoutToken.WithPayload("""{{0},"x":NaN}""")),
        new("iat 1e400", IssuedAt, () => WithRaw("iat", "1e400")),
        .. Of("time", null, "iat", Now + 100, Now - 60, Now + 0.5),
        .. Of("time", IssuedAt, "iat", Now + 3600),
        new("iat 10 years old, exp far in the future", IssuedAt, () =>
            new SomeLogoutToken { Claims = { ["iat"] = Now - 315_000_000, ["exp"] = Now + 315_000_000 } }.Build()),
    ];

    private static IEnumerable<LogoutTokenCase> Lifetimes =>
    [
        new("exp missing", Lifetime, () => SomeLogoutToken.WithoutClaim("exp")),
        .. Of("over or malformed", Lifetime, "exp", Now - 301, Now - 1, 0, -1, $"{Now + 120}", null, 9.3e18, true),
        new("exp 2^63", Lifetime, () => WithRaw("exp", "9223372036854775808")),
        new("exp 1e400", Lifetime, () => WithRaw("exp", "1e400")),
        .. Of("year 9999, which is after the greatest age", null, "exp", DateTimeOffset.MaxValue.ToUnixTimeSeconds()),
        .. Of("time", Lifetime, "nbf", Now + 3600, "now", null),
        .. Of("time", null, "nbf", Now + 100, Now),
    ];

    private static IEnumerable<LogoutTokenCase> TokenIds =>
    [
        new("jti missing", TokenId, () => SomeLogoutToken.WithoutClaim("jti")),
        .. Of("malformed", TokenId, "jti", "", 1, null, new[] { "a" }, new string('j', 20_000)),
        new("jti of 40 KB", "OL8001", () => SomeLogoutToken.WithClaim("jti", new string('j', 40_000))),
    ];

    private static IEnumerable<LogoutTokenCase> EventCases =>
    [
        new("events missing", Events, () => SomeLogoutToken.WithoutClaim("events")),
        .. Of("malformed", Events, "events", null, SomeLogoutToken.Event, 1, new[] { SomeLogoutToken.Event }, new { }, true),
        .. new object?[] { true, "", null, Array.Empty<int>(), 1 }
            .Select((value, i) => new LogoutTokenCase($"value of the event {i}", Events, () => WithEvents(SomeLogoutToken.Event, value))),
        new("event with a member", null, () => WithEvents(SomeLogoutToken.Event, new { foo = 1 })),
        new("a second event", null, () =>
            SomeLogoutToken.WithClaim("events", new Dictionary<string, object> { [SomeLogoutToken.Event] = new { }, ["https://other.example.com"] = new { } })),
        .. new[] { "http://schemas.openid.net/event/foobar", SomeLogoutToken.Event.Replace("http:", "https:", StringComparison.Ordinal), SomeLogoutToken.Event + "/", SomeLogoutToken.Event.ToUpperInvariant() }
            .Select(name => new LogoutTokenCase($"event {name}", Events, () => WithEvents(name, new { }))),
    ];

    private static IEnumerable<LogoutTokenCase> Nonces => Of("any", Nonce, "nonce", "x", "", null, 0, new { }, Array.Empty<int>());

    private static IEnumerable<LogoutTokenCase> Subjects =>
    [
        new("neither sub nor sid", Subject, () => SomeLogoutToken.WithoutClaim("sub", "sid")),
        new("both empty", Subject, () => new SomeLogoutToken { Claims = { ["sub"] = "", ["sid"] = "" } }.Build()),
        new("both null", Subject, () => new SomeLogoutToken { Claims = { ["sub"] = null, ["sid"] = null } }.Build()),
        .. Of("malformed", Subject, "sub", 5, "", null, new string('s', 256), "ü", new[] { The.Subject }),
        .. Of("malformed", SessionId, "sid", 5, "", null, new string('s', 1025), new { }),
        new("sub alone", null, () => SomeLogoutToken.WithoutClaim("sid")),
        new("sid alone", null, () => SomeLogoutToken.WithoutClaim("sub")),
        new("sid with odd characters", null, () => SomeLogoutToken.WithClaim("sid", "a&b#c+d%e\"f g")),
        new("sid with half a surrogate pair", SessionId, () => WithRaw("sid", "\"\\ud800\"")),
    ];

    private static IEnumerable<LogoutTokenCase> OtherTokens =>
    [
        new("an ID token", Nonce, () => new SomeLogoutToken { Claims = { ["nonce"] = "n", ["auth_time"] = Now } }.Build()),
        new("an ID token without nonce", Events, () => SomeLogoutToken.WithoutClaim("events")),
        new("an access token", "OL8008", () => SomeLogoutToken.WithHeader("typ", "at+jwt")),
        new("an access token without typ", Events, () => SomeLogoutToken.WithClaim("events", null)),
        new("a CAEP SET", Events, () => WithEvents("https://schemas.openid.net/secevent/caep/event-type/session-revoked", new { })),
    ];

    private static IEnumerable<LogoutTokenCase> Others =>
    [
        .. new[] { "\"sub\":\"a\"", "\"aud\":\"a\"", "\"s\\u0075b\":\"a\"", "\"nonce\":\"a\",\"nonce\":\"b\"", "\"x\":{\"y\":{\"a\":1,\"a\":2}}", "\"x\":[{\"a\":1,\"a\":2}]" }
            .Select(member => new LogoutTokenCase($"twice {member}", Duplicate, () => SomeLogoutToken.WithPayload("{{0}," + member + "}"))),
        .. Of("unknown", null, "ignored_claim", "x", new { a = new[] { 1, 2 } }, null),
        new("200 unknown claims", null, () =>
        {
            var token = new SomeLogoutToken();
            for (var i = 0; i < 200; i++)
                token.Claims[$"unknown{i}"] = i;
            return token.Build();
        }),
    ];

    private static IEnumerable<LogoutTokenCase> Of(string what, string? errorId, string claim, params object?[] values) =>
        values.Select((value, i) => new LogoutTokenCase($"{claim}, {what}, {i}, {(errorId is null ? "accepted" : "refused")}", errorId, () => SomeLogoutToken.WithClaim(claim, value)));

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
