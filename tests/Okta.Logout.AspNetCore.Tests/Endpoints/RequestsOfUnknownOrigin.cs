using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Browsers send no fetch metadata over plain http, and pages under <c>Referrer-Policy: no-referrer</c> send <c>Origin: null</c>: the user is asked.</summary>
public sealed class RequestsOfUnknownOrigin
{
    private const string Intranet = "http://portal.intranet";

    [Theory]
    [InlineData("null")]
    [InlineData(null)]
    public async Task The_user_gets_the_confirmation_page_whose_token_works(string? origin)
    {
        await using var app = await HttpApp().StartAsync();
        var browser = await SignedInAsync(app);

        var page = await browser.SendAsync(Post(origin, new() { ["returnUrl"] = "/bye" }));
        (await browser.IsSignedInAsync()).Should().BeTrue("nobody has pressed the button yet");
        var form = await HtmlForm.ReadAsync(page);
        var signedOut = await browser.SendAsync(Post(origin, form.Fields.ToDictionary(), form.Action));

        page.Header("Cache-Control").Should().Be("no-store");
        page.Header("X-Frame-Options").Should().Be("DENY");
        form.Fields["returnUrl"].Should().Be("/bye");
        (await HtmlForm.ReadAsync(signedOut)).Action.Should().Be(The.EndSessionEndpoint);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_page_lets_the_browser_name_the_origin_of_the_app()
    {
        await using var app = await HttpApp().StartAsync();

        var html = await (await app.NewBrowser(Intranet).SendAsync(Post("null", []))).Content.ReadAsStringAsync();

        html.Should().Contain("<meta name=\"referrer\" content=\"same-origin\">");
    }

    [Theory]
    [InlineData("https://evil.com", null)]
    [InlineData("null", "cross-site")]
    public async Task Another_site_gets_no_page(string origin, string? site)
    {
        await using var app = await HttpApp().StartAsync();
        var browser = await SignedInAsync(app);
        using var request = Post(origin, []);
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);

        var response = await browser.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await response.Content.ReadAsStringAsync()).Should().StartWith("OL7001:").And.NotContain("<form");
    }

    [Fact]
    public async Task A_library_is_led_to_the_confirmation_page()
    {
        await using var app = await HttpApp().StartAsync();
        using var request = Post("null", new() { ["returnUrl"] = "/bye?x=1" });
        request.Headers.TryAddWithoutValidation("Accept", "text/html; blazor-enhanced-nav=on");

        var response = await app.NewBrowser(Intranet).SendAsync(request);

        LibraryRequests.LocationOf(response, "Blazor").Should().Be("/signout?returnUrl=%2Fbye%3Fx%3D1");
    }

    public static TheoryData<string> TroublesOfAntiforgery => ["cookie that needs https", "no keys", "an error of its own"];

    [Theory]
    [MemberData(nameof(TroublesOfAntiforgery))]
    public async Task Antiforgery_that_throws_leaves_a_page_whose_form_works(string trouble)
    {
        await using var app = await HttpApp(services => MakeTrouble(services, trouble)).StartAsync();
        var browser = await SignedInAsync(app);

        var page = await browser.GetAsync("/signout?returnUrl=%2Fbye");
        var form = await HtmlForm.ReadAsync(page);
        var signedOut = await browser.SendAsync(Post(Intranet, form.Fields.ToDictionary(), form.Action));

        page.StatusCode.Should().Be(HttpStatusCode.OK);
        page.Header("Cache-Control").Should().Be("no-store");
        page.Header("X-Frame-Options").Should().Be("DENY");
        form.Fields.Keys.Should().Equal("returnUrl");
        (await HtmlForm.ReadAsync(signedOut)).Action.Should().Be(The.EndSessionEndpoint);
        (await browser.IsSignedInAsync()).Should().BeFalse();
        app.OwnLogs.Should().ContainSingle(record => record.Level == LogLevel.Warning && record.Message.StartsWith("OL7006:", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TroublesOfAntiforgery))]
    public async Task Antiforgery_that_throws_leaves_a_page_for_a_request_of_unknown_origin(string trouble)
    {
        await using var app = await HttpApp(services => MakeTrouble(services, trouble)).StartAsync();

        var page = await app.NewBrowser(Intranet).SendAsync(Post("null", []));

        page.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await HtmlForm.ReadAsync(page)).Action.Should().Be("/signout");
    }

    [Fact]
    public async Task A_browser_behind_a_proxy_that_ends_tls_signs_out()
    {
        await using var app = await HttpApp(services => MakeTrouble(services, "cookie that needs https")).StartAsync();
        var browser = await SignedInAsync(app);

        (await HtmlForm.ReadAsync(await browser.PostAsync("/signout"))).Action.Should().Be(The.EndSessionEndpoint);
    }

    private static void MakeTrouble(IServiceCollection services, string trouble)
    {
        switch (trouble)
        {
            case "no keys":
                services.AddSingleton<IDataProtectionProvider>(new FailingDataProtection("Microsoft.AspNetCore.Antiforgery.AntiforgeryToken.v1"));
                break;
            case "an error of its own":
                services.AddSingleton<IAntiforgery, ThrowingAntiforgery>();
                break;
            default:
                services.Configure<AntiforgeryOptions>(options => options.Cookie.SecurePolicy = CookieSecurePolicy.Always);
                break;
        }
    }

    // As apps on plain http set their cookies.
    private static SomeApp HttpApp(Action<IServiceCollection>? services = null) => new()
    {
        OpenIdConnect = options =>
        {
            options.NonceCookie.SecurePolicy = options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.NonceCookie.SameSite = options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        },
        Services = services ?? (_ => { }),
    };

    private static async Task<Browser> SignedInAsync(RunningApp app)
    {
        var browser = app.NewBrowser(Intranet);
        await browser.SignInAsync();
        return browser;
    }

    private static HttpRequestMessage Post(string? origin, Dictionary<string, string> fields, string path = "/signout")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        return request;
    }

    private sealed class ThrowingAntiforgery : IAntiforgery
    {
        public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => throw new InvalidDataException("A fault of the app.");

        public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => throw new InvalidDataException("A fault of the app.");

        public Task<bool> IsRequestValidAsync(HttpContext httpContext) => throw new InvalidDataException("A fault of the app.");

        public Task ValidateRequestAsync(HttpContext httpContext) => throw new InvalidDataException("A fault of the app.");

        public void SetCookieTokenAndHeader(HttpContext httpContext) => throw new InvalidDataException("A fault of the app.");
    }
}
