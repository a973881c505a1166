using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Several logout requests wait in one cookie: each page load sends the next.</summary>
public sealed class PendingSignOuts
{
    [Theory]
    [InlineData(100)]
    [InlineData(3_000)]
    public async Task They_are_sent_in_order(int tokenLength)
    {
        await using var app = await new SomeApp().StartAsync();
        var cookies = app.Services.GetRequiredService<PendingSignOutCookie>();
        LogoutRequest[] requests = [Request("https://one.example.com", tokenLength), Request("https://two.example.com", tokenLength), Request("https://three.example.com", tokenLength)];
        var pending = new PendingSignOut(requests, "/bye", IsOktaUnreachable: false, IsOktaSessionOpen: false, IsIncomplete: false, The.Now.AddMinutes(5));
        var jar = new CookieJar(app.Clock);

        Use(app, jar, context => cookies.Write(context, pending)).Should().Be("/signout/continue");

        foreach (var request in requests)
        {
            var next = Use(app, jar, cookies.Consume)!;
            next.ReturnUrl.Should().Be("/bye");
            next.Requests[0].ToUrl().Should().Be(request.ToUrl());
        }

        Use(app, jar, cookies.Consume).Should().BeNull();
    }

    [Fact]
    public async Task Coming_back_from_one_provider_the_browser_is_sent_to_the_next()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = app.NewBrowser();
        var state = new LogoutState(LogoutStateProtector.CreateNonce(), The.Now.AddMinutes(5));
        Use(app, browser.Cookies, context =>
        {
            var path = app.Services.GetRequiredService<PendingSignOutCookie>()
                .Write(context, new([Request("https://two.example.com", 100)], "/bye", IsOktaUnreachable: false, IsOktaSessionOpen: false, IsIncomplete: false, state.ExpiresAt));
            app.Services.GetRequiredService<CorrelationCookie>().Write(context, state, path!, TimeSpan.FromMinutes(5));
            return path;
        });

        var back = await browser.GetAsync("/signout/complete?state=" + app.Services.GetRequiredService<LogoutStateProtector>().Protect(state));

        back.Location().Should().Be("/signout/continue");
        (await HtmlForm.ReadAsync(await browser.FollowAsync(back))).Action.Should().Be("https://two.example.com/logout");
    }

    [Fact]
    public async Task They_come_back_as_they_were()
    {
        await using var app = await new SomeApp().StartAsync();
        var cookies = app.Services.GetRequiredService<PendingSignOutCookie>();
        var request = new LogoutRequest("https://one.example.com/logout?a=b")
        {
            IdTokenHint = "hint",
            PostLogoutRedirectUri = The.PostLogoutRedirectUri,
            State = The.State,
            ClientId = The.ClientId,
            LogoutHint = "\u00fc <>&",
            UiLocales = "de fr",
            DeviceSecret = The.DeviceSecret,
            AdditionalParameters = new Dictionary<string, string> { ["federated"] = "true" },
        };
        var jar = new CookieJar(app.Clock);
        Use(app, jar, context => cookies.Write(context, new([request], "/", IsOktaUnreachable: true, IsOktaSessionOpen: false, IsIncomplete: false, The.Now.AddMinutes(5))));

        var next = Use(app, jar, cookies.Consume)!;

        next.IsOktaUnreachable.Should().BeTrue();
        next.Requests.Single().Endpoint.Should().Be(request.Endpoint);
        next.Requests.Single().GetFormFields().Should().Equal(request.GetFormFields());
    }

    [Fact]
    public void They_show_nothing_in_a_log() =>
        new PendingSignOut([Request("https://one.example.com", 100)], "/", false, false, false, The.Now).ToString().Should().NotContain("ttt").And.NotContain("one.example");

    private static LogoutRequest Request(string origin, int tokenLength) => new(origin + "/logout") { IdTokenHint = new string('t', tokenLength), State = "s" };

    private static T Use<T>(RunningApp app, CookieJar jar, Func<HttpContext, T> use)
    {
        var url = new Uri(RunningApp.Origin, "/signout/continue");
        var context = new DefaultHttpContext { RequestServices = app.Services, Request = { Scheme = "https", Host = new(url.Host), Path = url.AbsolutePath } };
        if (jar.HeaderFor(url) is { } header)
            context.Request.Headers.Cookie = header;
        var result = use(context);
        using var response = new HttpResponseMessage();
        foreach (var cookie in context.Response.Headers.SetCookie)
            response.Headers.Add("Set-Cookie", cookie);
        jar.Take(response, url);
        return result;
    }
}
