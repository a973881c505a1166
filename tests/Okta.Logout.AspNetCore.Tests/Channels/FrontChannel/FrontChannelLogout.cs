using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What the endpoint does with good and bad requests.</summary>
public sealed class FrontChannelLogout
{
    private const string Path = "/signout/frontchannel";
    private const string OrgIssuer = "https://example.okta.com";
    private const string CustomDomain = "https://login.example.com";

    private static readonly string Valid = Query(The.Issuer, The.Sid);

    public static TheoryData<string, string> EndNothing => new()
    {
        { "one parameter is missing", "?iss=" + Uri.EscapeDataString(The.Issuer) },
        { "one parameter is missing", "?sid=" + The.Sid },
        { "no parameters", "" },
        { "another issuer or session", Query("https://other.okta.com/oauth2/default", The.Sid) },
        { "another issuer or session", Query(The.Issuer + "/", The.Sid) },
        { "another issuer or session", Query(The.Issuer.ToUpperInvariant(), The.Sid) },
        { "another issuer or session", Query(The.Issuer, The.Sid.ToUpperInvariant()) },
        { "another issuer or session", Query(The.Issuer, The.Sid + " ") },
        { "duplicates", Query(The.Issuer, The.Sid) + "&sid=" + The.Sid },
        { "duplicates", Query(The.Issuer, The.Sid) + "&iss=x" },
        { "empty", Query(The.Issuer, "") },
        { "empty", Query("", The.Sid) },
        { "a guess", Query(The.Issuer, "guessed") },
        { "a return URL", "?returnUrl=https://evil.com&post_logout_redirect_uri=https://evil.com" },
        { "an injection", Query(The.Issuer, "<script>alert(1)</script>") },
        { "an injection", Query(The.Issuer, "\r\nSet-Cookie: x=y") },
        { "sub", $"?iss={Uri.EscapeDataString(The.Issuer)}&sub={The.Subject}" },
    };

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_session_ends_without_its_cookie(string method)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await AssertAnswerAsync(await SendAsync(app, new(new HttpMethod(method), Path + Valid)));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_form_names_the_session_too()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await AssertAnswerAsync(await SendAsync(app, Form(("iss", The.Issuer), ("sid", The.Sid), ("other", "ignored"))));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_value_in_query_and_form_is_there_twice()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var request = Form(("iss", The.Issuer), ("sid", The.Sid));
        request.RequestUri = new(RunningApp.Origin, Path + "?sid=" + The.Sid);

        await AssertAnswerAsync(await SendAsync(app, request));

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(EndNothing))]
    public async Task Anything_else_gets_the_same_answer_and_ends_nothing(string what, string query)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await AssertAnswerAsync(await SendAsync(app, new(HttpMethod.Get, Path + query)));
        await AssertAnswerAsync(await browser.GetAsync(Path + query));

        (await browser.IsSignedInAsync()).Should().BeTrue(what);
    }

    [Theory]
    [InlineData("application/json", "{\"iss\":\"https://example.okta.com/oauth2/default\",\"sid\":\"idx1sid2secret\"}")]
    [InlineData("application/x-www-form-urlencoded", "%%%=&&&=%zz")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nbroken")]
    [InlineData("multipart/form-data", "no boundary")]
    public async Task A_body_that_cannot_be_read_gets_the_same_answer(string contentType, string body)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);

        await AssertAnswerAsync(await SendAsync(app, new(HttpMethod.Post, Path) { Content = content }));

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_body_of_ten_megabytes_gets_the_same_answer_and_ends_nothing()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await AssertAnswerAsync(await SendAsync(app, Form(("iss", The.Issuer), ("sid", The.Sid), ("x", new string('x', 10_000_000)))));

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task The_same_sid_of_another_issuer_is_another_session()
    {
        const string Other = "https://other.okta.com/oauth2/default";
        await using var app = await new SomeApp
        {
            Authentication = (authentication, okta) =>
            {
                okta.AddServer(Other);
                AddScheme(authentication, "OpenIdConnect", "Cookies", The.Issuer);
                AddScheme(authentication, "Other", "OtherCookies", Other);
            },
            Endpoints = host =>
            {
                host.MapGet("/signin-there", () => TypedResults.Challenge(new() { RedirectUri = "/" }, ["Other"]));
                host.MapGet("/me-there", async (HttpContext context) =>
                    (await context.AuthenticateAsync("OtherCookies")).Succeeded ? Results.Ok() : Results.Unauthorized());
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.SignInAsync("/signin-there");

        await SendAsync(app, new(HttpMethod.Get, Path + Query(Other, The.Sid)));

        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await browser.GetAsync("/me-there")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

        static void AddScheme(AuthenticationBuilder authentication, string scheme, string cookie, string issuer) => authentication
            .AddCookie(cookie)
            .AddOpenIdConnect(scheme, options =>
            {
                options.SignInScheme = cookie;
                options.CallbackPath = $"/signin-{cookie}";
                options.Authority = issuer;
                options.ClientId = The.ClientId;
                options.ClientSecret = The.ClientSecret;
                options.ResponseType = "code";
            });
    }

    [Theory]
    [InlineData("image")]
    [InlineData("iframe")]
    public async Task Another_site_that_embeds_the_address_ends_nothing(string destination)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Dest", destination);
        request.Headers.Add("Referer", "https://evil.com/");

        await AssertAnswerAsync(await browser.SendAsync(request));

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_second_call_gets_the_same_answer()
    {
        await using var app = await new SomeApp().StartAsync();
        await app.SignedInBrowserAsync();

        await AssertAnswerAsync(await SendAsync(app, new(HttpMethod.Get, Path + Valid)));
        await AssertAnswerAsync(await SendAsync(app, new(HttpMethod.Get, Path + Valid)));
    }

    [Fact]
    public async Task Okta_is_never_called()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Okta.Calls.Clear();

        await browser.GetAsync(Path + Valid);

        app.Okta.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task The_session_of_the_org_authorization_server_is_that_of_the_custom_one()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await SendAsync(app, new(HttpMethod.Get, Path + Query(OrgIssuer, The.Sid)));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_additional_issuer_names_the_same_sessions_and_may_frame_the_app()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.Configure<OktaLogoutOptions>("OpenIdConnect", options => options.AdditionalIssuers.Add(CustomDomain + "/oauth2/default")),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await SendAsync(app, new(HttpMethod.Get, Path + Query(CustomDomain + "/oauth2/default", The.Sid)));

        response.Headers.GetValues("Content-Security-Policy").Single().Should().Be($"default-src 'none'; frame-ancestors {OrgIssuer} {CustomDomain}");
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_cookie_goes_where_it_is_of_that_session_and_stays_where_it_is_of_another()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Okta.Claims["sid"] = "another";
        var other = await app.SignedInBrowserAsync();

        (await other.GetAsync(Path + Valid)).Headers.Contains("Set-Cookie").Should().BeFalse();
        await browser.GetAsync(Path + Valid);

        browser.Cookies.Find(".AspNetCore.Cookies").Should().BeNull();
        (await other.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_header_of_the_app_that_forbids_framing_does_not_apply()
    {
        await using var app = await new SomeApp
        {
            First = host => host.Use((context, next) =>
            {
                context.Response.Headers.XFrameOptions = "DENY";
                return next(context);
            }),
        }.StartAsync();

        await AssertAnswerAsync(await SendAsync(app, new(HttpMethod.Get, Path + Valid)));
    }

    [Fact]
    public async Task Neither_a_fallback_policy_nor_another_site_keeps_it_from_working()
    {
        await using var app = await new SomeApp { Services = services => services.AddAuthorizationBuilder().AddFallbackPolicy("all", policy => policy.RequireAuthenticatedUser()) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var request = Form(("iss", The.Issuer), ("sid", The.Sid));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Dest", "iframe");
        request.Headers.Add("Origin", OrgIssuer);

        await AssertAnswerAsync(await SendAsync(app, request));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    public async Task Other_methods_end_nothing(string method)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await SendAsync(app, new(new(method), Path + Valid))).StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_client_that_asks_too_often_is_not_heard()
    {
        await using var app = await new SomeApp { Web = options => options.FrontChannelLogout.RequestsPerMinute = 2 }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await SendAsync(app, new(HttpMethod.Get, Path + Query(The.Issuer, "1")));
        await SendAsync(app, new(HttpMethod.Get, Path + Query(The.Issuer, "2")));

        var response = await SendAsync(app, new(HttpMethod.Get, Path + Valid));

        response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.OwnLogs.Should().Contain(record => record.Id.Id == 7102);
    }

    [Fact]
    public async Task A_store_that_fails_changes_nothing_of_the_answer_and_is_logged()
    {
        await using var app = await new SomeApp { Services = services => services.AddSingleton<ISessionRevocationStore>(SwitchableStore.Down()) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.GetAsync(Path + Valid);

        await AssertAnswerAsync(response);
        app.OwnLogs.Should().Contain(record => record.Id.Id == 7103);
        browser.Cookies.Find(".AspNetCore.Cookies").Should().BeNull();
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using var app = await new SomeApp { Web = options => options.FrontChannelLogout.Enabled = false }.StartAsync();

        (await SendAsync(app, new(HttpMethod.Get, Path + Valid))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_start_names_the_URI_to_register()
    {
        await using var app = await new SomeApp { Web = options => options.PublicOrigin = "https://app.example.com" }.StartAsync();

        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 6001).Which.Message.Should().EndWith("General > Logout > Request URL (with user session details): https://app.example.com/signout/frontchannel");
    }

    private static string Query(string issuer, string sessionId) => $"?iss={Uri.EscapeDataString(issuer)}&sid={Uri.EscapeDataString(sessionId)}";

    private static HttpRequestMessage Form(params (string Name, string Value)[] fields) => new(HttpMethod.Post, Path)
    {
        Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
    };

    private static Task<HttpResponseMessage> SendAsync(RunningApp app, HttpRequestMessage request)
    {
        request.RequestUri = new(RunningApp.Origin, request.RequestUri!);
        return app.Http.SendAsync(request, CancellationToken.None);
    }

    private static async Task AssertAnswerAsync(HttpResponseMessage response)
    {
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.Location.Should().BeNull();
        response.Headers.CacheControl!.ToString().Should().Be("no-store");
        response.Headers.GetValues("Content-Security-Policy").Single().Should().Be($"default-src 'none'; frame-ancestors {OrgIssuer}");
        response.Headers.GetValues("X-Content-Type-Options").Single().Should().Be("nosniff");
        response.Headers.GetValues("Referrer-Policy").Single().Should().Be("no-referrer");
        response.Headers.Contains("X-Frame-Options").Should().BeFalse();
        response.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        (await response.Content.ReadAsStringAsync()).Should()
            .Be("""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sign-out</title></head><body></body></html>""");
    }
}
