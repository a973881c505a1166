using System.Net;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A POST that another site causes signs nobody out.</summary>
public sealed class CrossSiteRequests
{
    private const string Own = "https://app.example.com";
    private const string Allowed = "https://spa.example.com";

    public static TheoryData<string?, string?, int> Matrix => new()
    {
        // Sec-Fetch-Site, Origin, status; 200 is a sign-out.
        { "same-origin", null, 200 },
        { "same-origin", Own, 200 },
        { "same-origin", "null", 200 },
        { "none", null, 200 },
        { "same-site", null, 403 },
        { "same-site", "https://evil.example.com", 403 },
        { "same-site", Allowed, 200 },
        { "cross-site", null, 403 },
        { "cross-site", "https://evil.com", 403 },
        { "cross-site", "null", 403 },
        { "cross-site", Allowed, 200 },
        { "cross-site", Allowed + ".evil.com", 403 },
        { "cross-site", Allowed + ":444", 403 },
        { "cross-site", "http://spa.example.com", 403 },
        { "cross-site", Allowed + "/", 403 },
        { "SAME-ORIGIN", null, 403 },
        { "same-origin,cross-site", null, 403 },
        { "something-new", null, 403 },
        { null, Own, 200 },
        { null, "HTTPS://APP.EXAMPLE.COM", 200 },
        { null, Allowed, 200 },
        { null, "https://evil.com", 403 },
        { null, "http://app.example.com", 403 },
        { null, "https://app.example.com:444", 403 },
        { null, "https://app.example.com.evil.com", 403 },
        { null, "https://app.example.com, https://evil.com", 403 },
        { null, "null", 400 },
        { null, null, 400 },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Only_the_apps_own_and_allowed_origins_sign_out(string? site, string? origin, int status)
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.SendAsync(Request(site, origin));

        response.StatusCode.Should().Be((HttpStatusCode)status);
        (await browser.Copy().IsSignedInAsync()).Should().Be(status != 200);
    }

    [Theory]
    [InlineData("https://app.example.com", "https://evil.com")]
    [InlineData("https://evil.com", "https://app.example.com")]
    public async Task Several_origins_are_none_to_trust(string first, string second)
    {
        await using var app = await App().StartAsync();
        using var request = Request(site: null, origin: null);
        request.Headers.TryAddWithoutValidation("Origin", [first, second]);

        (await app.NewBrowser().SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(403, "cross-site", "OL7001", "*/*")]
    [InlineData(400, null, "OL7002", "application/json")]
    public async Task A_refusal_says_why_and_changes_nothing(int status, string? site, string error, string accept)
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        using var request = Request(site, origin: null);
        request.Headers.Add("Accept", accept);

        var response = await browser.SendAsync(request);

        response.StatusCode.Should().Be((HttpStatusCode)status);
        (await response.Content.ReadAsStringAsync()).Should().StartWith(error);
        response.Header("Cache-Control").Should().Be("no-store");
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
        app.Okta.RevokedTokens.Should().BeEmpty();
        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 7001);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    public async Task An_antiforgery_token_speaks_for_a_client_that_says_nothing(string? origin)
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var token = await browser.AntiforgeryTokenAsync();

        var response = await browser.SendAsync(Request(site: null, origin, token));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("cross-site", "null")]
    [InlineData(null, "https://evil.com")]
    public async Task An_antiforgery_token_does_not_speak_for_another_site(string? site, string? origin)
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var token = await browser.AntiforgeryTokenAsync();

        (await browser.SendAsync(Request(site, origin, token))).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_antiforgery_token_of_another_browser_is_worth_nothing()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var token = await (await app.SignedInBrowserAsync()).AntiforgeryTokenAsync();

        (await browser.SendAsync(Request(site: null, origin: null, token))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_antiforgery_token_in_a_header_speaks_for_a_script()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/signout")
        {
            Headers = { { "Accept", "application/json" }, { "RequestVerificationToken", await browser.AntiforgeryTokenAsync() } },
            Content = new StringContent("{}", null, "application/json"),
        };

        (await browser.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_public_origin_is_the_apps_own_too()
    {
        await using var app = await new SomeApp { Web = options => options.PublicOrigin = "https://www.example.com" }.StartAsync();

        (await app.NewBrowser().SendAsync(Request(site: null, "https://www.example.com"))).StatusCode.Should().Be(HttpStatusCode.SeeOther);
    }

    private static SomeApp App() => new() { Web = options => options.AllowedOrigins.Add(Allowed) };

    private static HttpRequestMessage Request(string? site, string? origin, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/signout")
        {
            Content = new FormUrlEncodedContent(token is null ? [] : [new("__RequestVerificationToken", token)]),
        };
        if (site is not null)
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        return request;
    }
}
