using System.Net;
using CsCheck;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Security event tokens that are refused.</summary>
public sealed class SharedSignalsTokens
{
    private static readonly long Now = The.Now.ToUnixTimeSeconds();

    private static readonly Dictionary<string, (string Code, Func<string> Token)> Tokens = new()
    {
        ["typ absent"] = ("invalid_request", SomeSignal.WithoutType),
        ["JWT"] = ("invalid_request", () => SomeSignal.WithHeader("typ", "JWT")),
        ["logout+jwt"] = ("invalid_request", () => SomeSignal.WithHeader("typ", "logout+jwt")),
        ["a Universal Logout token"] = ("invalid_request", () => SomeUniversalLogout.Token().Build()),
        ["a logout token"] = ("invalid_request", SomeLogoutToken.Valid),
        ["alg none"] = ("invalid_key", () => SomeSignal.WithHeader("alg", "none")),
        ["alg none without a signature"] = ("invalid_key", () => SomeSignal.SignedBy(_ => [], "none")),
        ["ES256 with a key of the set"] = ("invalid_key", () => SomeSignal.WithHeader("alg", "ES256")),
        ["unknown key"] = ("invalid_key", () => SomeSignal.WithHeader("kid", "unknown")),
        ["bad signature"] = ("invalid_key", () => SomeSignal.SignedBy(SomeLogoutToken.SignBy(ProviderKeys.AttackerRsa), "RS256")),
        ["encrypted"] = ("invalid_key", () => "eyJhbGciOiJkaXIifQ.AA.AA.AA.AA"),
        ["issuer"] = ("invalid_issuer", () => SomeSignal.With("iss", "https://other.okta.com")),
        ["issuer of the sign-in"] = ("invalid_issuer", () => SomeSignal.With("iss", The.Issuer)),
        ["issuer missing"] = ("invalid_issuer", () => SomeSignal.Without("iss")),
        ["audience"] = ("invalid_audience", () => SomeSignal.With("aud", The.ClientId)),
        ["audience missing"] = ("invalid_audience", () => SomeSignal.Without("aud")),
        ["exp"] = ("invalid_request", () => SomeSignal.With("exp", Now + 60)),
        ["exp null"] = ("invalid_request", () => SomeSignal.With("exp", null)),
        ["sub"] = ("invalid_request", () => SomeSignal.With("sub", The.Subject)),
        ["subject missing"] = ("invalid_request", () => SomeSignal.Event(SomeSignal.SessionRevoked, new { event_timestamp = Now })),
        ["sub_id a text"] = ("invalid_request", () => SomeSignal.With("sub_id", The.Subject)),
        ["sub_id malformed"] = ("invalid_request", () => SomeSignal.With("sub_id", new { format = "iss_sub", iss = SomeSignal.Org })),
        ["sub_id with too much"] = ("invalid_request", () => SomeSignal.With("sub_id", new { format = "opaque", id = "x", x = 1 })),
        ["jti missing"] = ("invalid_request", () => SomeSignal.Without("jti")),
        ["iat missing"] = ("invalid_request", () => SomeSignal.Without("iat")),
        ["iat in the future"] = ("invalid_request", () => SomeSignal.With("iat", Now + 301)),
        ["iat too old"] = ("invalid_request", () => SomeSignal.With("iat", Now - (8 * 24 * 3600))),
        ["events an array"] = ("invalid_request", () => SomeSignal.With("events", new[] { SomeSignal.SessionRevoked })),
        ["events empty"] = ("invalid_request", () => SomeSignal.With("events", new { })),
        ["events missing"] = ("invalid_request", () => SomeSignal.Without("events")),
        ["two events"] = ("invalid_request", () => SomeSignal.With(
            "events", new Dictionary<string, object> { [SomeSignal.SessionRevoked] = new { subject = SomeSignal.User }, [SomeSignal.CredentialChange] = new { } })),
        ["an event of another kind"] = ("invalid_request", () => SomeSignal.Event(SomeSignal.SessionRevoked, "x")),
        ["event_timestamp a text"] = ("invalid_request", () => SomeSignal.Token(timestamp: "now").Build()),
        ["event_timestamp negative"] = ("invalid_request", () => SomeSignal.Token(timestamp: -1).Build()),
        ["event_timestamp without end"] = ("invalid_request", () => SomeSignal.Token(timestamp: 1e300).Build()),
        ["complex with nobody"] = ("invalid_request", () => SomeSignal.Token(subject: new { format = "complex" }).Build()),
        ["a trailing newline"] = ("invalid_request", () => SomeSignal.Valid() + "\n"),
        ["no JWT"] = ("invalid_request", () => "x"),
        ["empty"] = ("invalid_request", () => ""),
    };

    public static TheoryData<string> Names => [.. Tokens.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_token_that_breaks_a_rule_is_refused_and_ends_nothing(string name)
    {
        await using var app = await SharedSignalsApp.StartAsync();
        var victim = await app.App.SignedInBrowserAsync();
        var (code, token) = Tokens[name];

        await SharedSignalsApp.ShouldBeRefusedAsync(await app.PushAsync(token()), code);

        (await victim.IsSignedInAsync()).Should().BeTrue();
        await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(SomeSignal.Valid()));
        (await victim.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json")]
    [InlineData("application/jwt")]
    [InlineData("")]
    public async Task Another_Content_Type(string contentType)
    {
        await using var app = await SharedSignalsApp.StartAsync();

        await SharedSignalsApp.ShouldBeRefusedAsync(await app.PushAsync(SomeSignal.Valid(), contentType), "invalid_request", "OL8343");
        await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(SomeSignal.Valid(), "Application/SecEvent+JWT; charset=utf-8"));
    }

    public static TheoryData<string[]> BadHeaders => [[], [""], ["Bearer secret-header"], ["secret-heade"], ["secret-header "], ["secret-header", "secret-header"]];

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public async Task The_agreed_header_is_missing_or_wrong(string[] headers)
    {
        await using var app = await SharedSignalsApp.StartAsync(options => options.AuthorizationHeader = "secret-header-value");
        var victim = await app.App.SignedInBrowserAsync();

        await SharedSignalsApp.ShouldBeRefusedAsync(
            await app.PushAsync(SomeSignal.Valid(), authorization: headers), "authentication_failed", "OL8342");

        (await victim.IsSignedInAsync()).Should().BeTrue();
        await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(SomeSignal.Valid(), authorization: "secret-header-value"));
    }

    [Fact]
    public async Task Too_large_a_body_is_not_read()
    {
        await using var app = await SharedSignalsApp.StartAsync();

        await SharedSignalsApp.ShouldBeRefusedAsync(
            await app.PushAsync(new('x', 10_000_000)), "invalid_request", "OL8343", HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Other_methods_are_not_allowed()
    {
        await using var app = await SharedSignalsApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, SomeSignal.Audience);

        var response = await app.App.Http.SendAsync(request, CancellationToken.None);

        await SharedSignalsApp.ShouldBeRefusedAsync(response, "invalid_request", "OL8341", HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().Equal("POST");
    }

    [Fact]
    public async Task A_mutated_token_ends_nothing()
    {
        await using var app = await SharedSignalsApp.StartAsync();
        var victim = await app.App.SignedInBrowserAsync();
        var valid = SomeSignal.Valid();

        await Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Char.AlphaNumeric).Where((at, letter) => valid[at] != letter).SampleAsync(async (at, letter) =>
        {
            var response = await app.PushAsync(valid.Remove(at, 1).Insert(at, letter.ToString()));
            SharedSignalsApp.ShouldKeepTheContract(response);
            if (!await response.IsForUnknownKeyAsync())
                response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        }, iter: 1000, threads: 1);

        (await victim.IsSignedInAsync()).Should().BeTrue();
    }
}
