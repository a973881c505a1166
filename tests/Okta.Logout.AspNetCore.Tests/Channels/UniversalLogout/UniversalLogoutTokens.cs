using System.Net;
using System.Text;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Bearer tokens of Universal Logout requests, good and bad.</summary>
public sealed class UniversalLogoutTokens
{
    private static readonly long Now = The.Now.ToUnixTimeSeconds();

    private static readonly Dictionary<string, (string? ErrorId, Func<string> Token)> Tokens = new()
    {
        ["valid"] = (null, () => SomeUniversalLogout.Token().Build()),
        ["valid without kid"] = (null, () => SomeUniversalLogout.WithoutHeader("kid")),
        ["valid in another case of typ"] = (null, () => SomeUniversalLogout.WithHeader("typ", "Global-Token-Revocation+JWT")),
        ["valid with unknown claims"] = (null, () => SomeUniversalLogout.With("ignored", new { a = 1 })),
        ["no JWT"] = ("OL8003", () => "x"),
        ["an opaque token"] = ("OL8003", () => "00bTxD4J5yvs.Kd8"),
        ["five parts"] = ("OL8002", () => "eyJhbGciOiJkaXIifQ.AA.AA.AA.AA"),
        ["too long"] = ("OL8001", () => SomeUniversalLogout.With("ignored", new string('x', 40_000))),
        ["alg none"] = ("OL8007", () => SomeUniversalLogout.WithHeader("alg", "none")),
        ["alg none without a signature"] = ("OL8003", () => SomeUniversalLogout.SignedBy(_ => [], "none")),
        ["HS256 with the public key"] = ("OL8007", () => SomeUniversalLogout.SignedBy(
            SomeLogoutToken.SignBy(Encoding.ASCII.GetBytes(ProviderKeys.Rsa.ExportSubjectPublicKeyInfoPem())), "HS256")),
        ["ES256 with a key of the set"] = ("OL8007", () => SomeUniversalLogout.WithHeader("alg", "ES256")),
        ["wrong key"] = ("OL8012", () => SomeUniversalLogout.SignedBy(SomeLogoutToken.SignBy(ProviderKeys.AttackerRsa))),
        ["unknown kid"] = ("OL8011", () => SomeUniversalLogout.WithHeader("kid", "unknown")),
        ["kid of another kind"] = ("OL8009", () => SomeUniversalLogout.WithHeader("kid", 1)),
        ["crit"] = ("OL8006", () => SomeUniversalLogout.WithHeader("crit", new[] { "x" })),
        ["expired"] = ("OL8013", () => Times(Now - 900, Now - 301)),
        ["nbf in the future"] = ("OL8013", () => SomeUniversalLogout.With("nbf", Now + 301)),
        ["nbf of another kind"] = ("OL8013", () => SomeUniversalLogout.With("nbf", "now")),
        ["exp missing"] = ("OL8013", () => SomeUniversalLogout.Without("exp")),
        ["exp of another kind"] = ("OL8013", () => SomeUniversalLogout.With("exp", "soon")),
        ["lives an hour"] = ("OL8215", () => SomeUniversalLogout.With("exp", Now + 3600)),
        ["lives just too long"] = ("OL8215", () => SomeUniversalLogout.With("exp", Now + 901)),
        ["iat missing"] = ("OL8016", () => SomeUniversalLogout.Without("iat")),
        ["iat in the future"] = ("OL8016", () => Times(Now + 301, Now + 600)),
        ["jti missing"] = ("OL8017", () => SomeUniversalLogout.Without("jti")),
        ["jti empty"] = ("OL8017", () => SomeUniversalLogout.With("jti", "")),
        ["typ missing"] = ("OL8008", () => SomeUniversalLogout.WithoutHeader("typ")),
        ["JWT"] = ("OL8008", () => SomeUniversalLogout.WithHeader("typ", "JWT")),
        ["logout+jwt"] = ("OL8008", () => SomeUniversalLogout.WithHeader("typ", "logout+jwt")),
        ["secevent+jwt"] = ("OL8008", () => SomeUniversalLogout.WithHeader("typ", "secevent+jwt")),
        ["null"] = ("OL8008", () => SomeUniversalLogout.WithHeader("typ", null)),
        ["iss of another org"] = ("OL8010", () => SomeUniversalLogout.With("iss", "https://other.okta.com")),
        ["iss with a slash"] = ("OL8010", () => SomeUniversalLogout.With("iss", SomeUniversalLogout.Org + "/")),
        ["iss of the sign-in"] = ("OL8010", () => SomeUniversalLogout.With("iss", The.Issuer)),
        ["iss missing"] = ("OL8010", () => SomeUniversalLogout.Without("iss")),
        ["sub of another client"] = ("OL8214", () => SomeUniversalLogout.With("sub", "other")),
        ["sub missing"] = ("OL8214", () => SomeUniversalLogout.Without("sub")),
        ["sub of another kind"] = ("OL8214", () => SomeUniversalLogout.With("sub", new[] { The.ClientId })),
        ["aud of another app"] = ("OL8014", () => SomeUniversalLogout.With("aud", "https://other.example.com/signout/universal")),
        ["aud in another case"] = ("OL8014", () => SomeUniversalLogout.With("aud", SomeUniversalLogout.Endpoint.ToUpperInvariant())),
        ["aud with a query"] = ("OL8014", () => SomeUniversalLogout.With("aud", SomeUniversalLogout.Endpoint + "?a=b")),
        ["aud with a slash"] = ("OL8014", () => SomeUniversalLogout.With("aud", SomeUniversalLogout.Endpoint + "/")),
        ["aud missing"] = ("OL8014", () => SomeUniversalLogout.Without("aud")),
        ["aud of the client"] = ("OL8014", () => SomeUniversalLogout.With("aud", The.ClientId)),
        ["aud of others too"] = ("OL8014", () => SomeUniversalLogout.With("aud", new[] { SomeUniversalLogout.Endpoint, "other" })),
        ["an ID token"] = ("OL8008", () => TestKey.Sign(new Dictionary<string, object> { ["iss"] = The.Issuer, ["aud"] = The.ClientId, ["sub"] = The.Subject })),
        ["a logout token"] = ("OL8008", SomeLogoutToken.Valid),
        ["an access token"] = ("OL8008", () => SomeUniversalLogout.WithHeader("typ", "application/okta-internal-at+jwt")),
    };

    public static TheoryData<string> Names => [.. Tokens.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_token_is_accepted_or_refused_before_the_body_is_read(string name)
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        var victim = await app.SignedInAsync();
        var (errorId, token) = Tokens[name];

        // The token is validated before the body is read, so a broken body does not matter.
        if (errorId is not null)
            await (await app.CommandAsync("broken", token())).ShouldBeAsync(HttpStatusCode.Unauthorized, errorId);
        var response = await app.CommandAsync(token: token());

        if (errorId is null)
        {
            await response.ShouldBeDoneAsync();
            (await victim.IsSignedInAsync()).Should().BeFalse();
            return;
        }

        await response.ShouldBeAsync(HttpStatusCode.Unauthorized, errorId);
        (await victim.IsSignedInAsync()).Should().BeTrue();
    }

    public static TheoryData<string, string[]> Headers => new()
    {
        { "none", [] },
        { "Basic", ["Basic {0}"] },
        { "empty Bearer", ["Bearer "] },
        { "Bearer and blanks", ["Bearer    "] },
        { "no scheme", ["{0}"] },
        { "two", ["Bearer {0}", "Bearer {0}"] },
        { "two schemes", ["Bearer {0}", "Basic eA=="] },
        { "two in one", ["Bearer {0}, Bearer {0}"] },
        { "empty", [""] },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Header(string name, string[] values)
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        var victim = await app.SignedInAsync();
        using var request = UniversalLogoutApp.Request(SomeUniversalLogout.Email(), null);
        var token = SomeUniversalLogout.Token().Build();
        request.Headers.TryAddWithoutValidation("Authorization", values.Select(value => value.Replace("{0}", token, StringComparison.Ordinal)));

        var response = await app.SendAsync(request);

        await response.ShouldBeAsync(HttpStatusCode.Unauthorized, name.EndsWith("in one", StringComparison.Ordinal) ? "OL8002" : "OL8232");
        (await victim.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory]
    [InlineData("bearer ")]
    [InlineData("BEARER ")]
    [InlineData("Bearer   ")]
    public async Task The_scheme_has_any_case(string scheme)
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        using var request = UniversalLogoutApp.Request(SomeUniversalLogout.Email(), null);
        request.Headers.TryAddWithoutValidation("Authorization", scheme + SomeUniversalLogout.Token().Build());

        await (await app.SendAsync(request)).ShouldBeDoneAsync();
    }

    [Fact]
    public async Task A_token_in_body_or_query_is_refused()
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        var token = SomeUniversalLogout.Token().Build();
        using var inQuery = UniversalLogoutApp.Request(SomeUniversalLogout.Email(), null);
        inQuery.RequestUri = new(SomeUniversalLogout.Endpoint + "?access_token=" + token);
        using var inBody = UniversalLogoutApp.Request("access_token=" + token, null, "application/x-www-form-urlencoded");

        await (await app.SendAsync(inQuery)).ShouldBeAsync(HttpStatusCode.Unauthorized, "OL8232");
        await (await app.SendAsync(inBody)).ShouldBeAsync(HttpStatusCode.Unauthorized, "OL8232");
    }

    [Fact]
    public async Task A_token_used_again_for_another_user_is_refused()
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        var token = SomeUniversalLogout.Token().Build();
        await (await app.CommandAsync(token: token)).ShouldBeDoneAsync();
        var other = await app.SignedInAsync("another", "another@example.com");

        await (await app.CommandAsync(SomeUniversalLogout.Email("another@example.com"), token)).ShouldBeAsync(HttpStatusCode.Unauthorized, "OL8022");
        await (await app.CommandAsync(SomeUniversalLogout.Email("another@example.com"), token)).ShouldBeAsync(HttpStatusCode.Unauthorized, "OL8022");

        (await other.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_token_used_again_for_the_same_user_is_done_already()
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        var token = SomeUniversalLogout.Token().Build();
        await (await app.CommandAsync(token: token)).ShouldBeDoneAsync();
        app.App.Clock.Advance(TimeSpan.FromSeconds(10));
        var back = await app.SignedInAsync();

        await (await app.CommandAsync(SomeUniversalLogout.Email().Replace(":", " : ", StringComparison.Ordinal), token)).ShouldBeDoneAsync();

        (await back.IsSignedInAsync()).Should().BeTrue("a repetition has no second effect");
    }

    private static string Times(long issuedAt, long expiresAt)
    {
        var token = SomeUniversalLogout.Token("iat", issuedAt);
        token.Claims["exp"] = expiresAt;
        return token.Build();
    }
}
