using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>GET /signout/complete: to where Okta sends the browser.</summary>
public sealed class SignedOutCallback
{
    public static TheoryData<string, string> ForeignStates => new()
    {
        { "no state", "" },
        { "no state", "?" },
        { "no state", "?state" },
        { "no state", "?state=" },
        { "no state", "?State2=x" },
        { "a state that is not authentic", "?state={state}_INVALID" },
        { "a state that is not authentic", "?state={cut}" },
        { "a state that is not authentic", "?state={flipped}" },
        { "a state that is not authentic", "?state=%00" },
        { "a state that is not authentic", "?state=%ff%fe" },
        { "a state that is not authentic", "?state=A" },
        { "a state that is not authentic", "?state=AAAA" },
        { "a state that is not authentic", "?state=%F0%9F%91%8B" },
        { "a malformed state", "?state={state}&state={state}" },
        { "a malformed state", "?state={state}&STATE=x" },
        { "a malformed state", "?state[]={state}" },
        { "a malformed state", "?state=" + new string('A', 1024 * 1024) },
        { "other parameters", "?error=access_denied&error_description=<script>&returnUrl=//evil.com" },
        { "other parameters", "?returnUrl=/evil&returnUrl=//evil.com" },
    };

    [Fact]
    public async Task A_good_state_leads_to_the_return_path()
    {
        await using var app = await new SomeApp().StartAsync();
        var (browser, state) = await SignOutAsync(app);

        var response = await browser.GetAsync("/signout/complete?state=" + state);

        response.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        response.Location().Should().Be("/bye");
    }

    [Fact]
    public async Task The_state_cookie_is_deleted()
    {
        await using var app = await new SomeApp().StartAsync();
        var (browser, state) = await SignOutAsync(app);
        browser.Cookies.Names.Should().ContainSingle(name => name.StartsWith(".Okta.Logout.", StringComparison.Ordinal));

        await browser.GetAsync("/signout/complete?state=" + state);

        browser.Cookies.Names.Should().NotContain(name => name.StartsWith(".Okta.Logout.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_state_cookie_is_for_the_callback_only_and_hidden_from_scripts()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var cookie = (await browser.PostAsync("/signout")).SetCookie(".Okta.Logout.");

        cookie.Should().MatchRegex("^\\.Okta\\.Logout\\.[A-Za-z0-9_-]{22}=[A-Za-z0-9_-]+; max-age=900; path=/signout/complete; secure; samesite=lax; httponly$");
    }

    [Theory]
    [MemberData(nameof(ForeignStates))]
    public async Task Anything_else_leads_to_the_default_path(string what, string query)
    {
        await using var app = await new SomeApp { Web = options => options.SignedOutPath = "/signed-out" }.StartAsync();
        var (browser, state) = await SignOutAsync(app);
        var flipped = state[..^2] + (state[^2] == 'A' ? 'B' : 'A') + state[^1];

        var response = await browser.GetAsync(
            "/signout/complete" + query.Replace("{state}", state).Replace("{cut}", state[..^4]).Replace("{flipped}", flipped));

        response.StatusCode.Should().Be(HttpStatusCode.SeeOther, what);
        response.Location().Should().Be("/signed-out");
        (await response.Content.ReadAsStringAsync()).Should().BeEmpty();
        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 7003);
    }

    [Fact]
    public async Task A_state_works_once()
    {
        await using var app = await new SomeApp().StartAsync();
        var (browser, state) = await SignOutAsync(app);
        await browser.GetAsync("/signout/complete?state=" + state);

        (await browser.GetAsync("/signout/complete?state=" + state)).Location().Should().Be("/");
    }

    [Theory]
    [InlineData("/signout/complete/")]
    [InlineData("/SIGNOUT/Complete")]
    public async Task A_state_works_once_however_the_path_is_written(string path)
    {
        await using var app = await new SomeApp().StartAsync();
        var (browser, state) = await SignOutAsync(app);
        await browser.SendAsync(new(HttpMethod.Get, $"{path}?state={state}") { Headers = { { "Cookie", browser.Cookies.HeaderFor(Callback) } } });

        (await browser.GetAsync("/signout/complete?state=" + state)).Location().Should().Be("/");
    }

    [Fact]
    public async Task A_state_of_another_browser_leads_to_the_default_path()
    {
        await using var app = await new SomeApp().StartAsync();
        var (_, state) = await SignOutAsync(app);

        (await app.NewBrowser().GetAsync("/signout/complete?state=" + state)).Location().Should().Be("/");
    }

    [Fact]
    public async Task A_state_of_another_sign_out_of_this_browser_does_not_use_up_this_ones()
    {
        await using var app = await new SomeApp().StartAsync();
        var (browser, first) = await SignOutAsync(app);
        await browser.SignInAsync();
        var second = (await HtmlForm.ReadAsync(await browser.PostAsync("/signout", ("returnUrl", "/second")))).Fields["state"];

        (await browser.GetAsync("/signout/complete?state=" + first)).Location().Should().Be("/bye");
        (await browser.GetAsync("/signout/complete?state=" + second)).Location().Should().Be("/second");
    }

    [Theory]
    [InlineData(14, "/bye")]
    [InlineData(15, "/")]
    [InlineData(60, "/")]
    public async Task A_state_lives_for_15_minutes(int minutes, string location)
    {
        await using var app = await new SomeApp().StartAsync();
        var (browser, state) = await SignOutAsync(app);

        // A browser may keep a cookie for longer than it was told.
        var cookie = browser.Cookies.HeaderFor(Callback);
        app.Clock.Advance(TimeSpan.FromMinutes(minutes));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(RunningApp.Origin, "/signout/complete?state=" + state)) { Headers = { { "Cookie", cookie } } };

        (await app.Http.SendAsync(request, CancellationToken.None)).Location().Should().Be(location);
    }

    [Fact]
    public async Task The_lifetime_is_an_option()
    {
        await using var app = await new SomeApp { Web = options => options.StateLifetime = TimeSpan.FromHours(2) }.StartAsync();
        var (browser, state) = await SignOutAsync(app);
        app.Clock.Advance(TimeSpan.FromMinutes(119));

        (await browser.GetAsync("/signout/complete?state=" + state)).Location().Should().Be("/bye");
    }

    [Fact]
    public async Task A_state_of_another_apps_keys_leads_to_the_default_path()
    {
        await using var other = await new SomeApp().StartAsync();
        await using var app = await new SomeApp().StartAsync();
        var (browser, state) = await SignOutAsync(other);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(RunningApp.Origin, "/signout/complete?state=" + state))
        {
            Headers = { { "Cookie", browser.Cookies.HeaderFor(Callback) } },
        };

        (await app.Http.SendAsync(request, CancellationToken.None)).Location().Should().Be("/");
    }

    [Fact]
    public async Task A_state_works_at_every_node_that_shares_the_keys()
    {
        var keys = new EphemeralDataProtectionProvider();
        await using var first = await new SomeApp { Services = services => services.AddSingleton<IDataProtectionProvider>(keys) }.StartAsync();
        await using var second = await new SomeApp { Services = services => services.AddSingleton<IDataProtectionProvider>(keys) }.StartAsync();
        var (browser, state) = await SignOutAsync(first);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(RunningApp.Origin, "/signout/complete?state=" + state))
        {
            Headers = { { "Cookie", browser.Cookies.HeaderFor(Callback) } },
        };

        (await second.Http.SendAsync(request, CancellationToken.None)).Location().Should().Be("/bye");
    }

    [Fact]
    public async Task The_state_of_a_sign_in_is_no_state_of_a_sign_out()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = app.NewBrowser();
        var state = Responses.Query((await browser.GetAsync("/signin?returnUrl=/evil")).Location())["state"];

        (await browser.GetAsync("/signout/complete?state=" + state)).Location().Should().Be("/");
    }

    [Fact]
    public async Task The_state_of_a_sign_out_is_no_state_of_a_sign_in()
    {
        await using var app = await new SomeApp().StartAsync();
        var (browser, state) = await SignOutAsync(app);

        var signIn = browser.Awaiting(it => it.GetAsync(QueryHelpers.AddQueryString("/signin-oidc", new Dictionary<string, string?> { ["code"] = "x", ["state"] = state })));

        (await signIn.Should().ThrowAsync<Exception>()).WithInnerException<Exception>().WithMessage("Unable to unprotect the message.State.");
    }

    [Fact]
    public async Task A_return_path_that_is_not_allowed_any_more_is_not_followed()
    {
        var keys = new EphemeralDataProtectionProvider();
        await using var before = await new SomeApp
        {
            Web = options => options.AllowedOrigins.Add("https://spa.example.com"),
            Services = services => services.AddSingleton<IDataProtectionProvider>(keys),
        }.StartAsync();
        await using var after = await new SomeApp { Services = services => services.AddSingleton<IDataProtectionProvider>(keys) }.StartAsync();
        var (browser, state) = await SignOutAsync(before, "https://spa.example.com/x");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(RunningApp.Origin, "/signout/complete?state=" + state))
        {
            Headers = { { "Cookie", browser.Cookies.HeaderFor(Callback) } },
        };

        (await after.Http.SendAsync(request, CancellationToken.None)).Location().Should().Be("/");
    }

    [Fact]
    public async Task Other_parameters_change_nothing()
    {
        await using var app = await new SomeApp().StartAsync();
        var (browser, state) = await SignOutAsync(app);

        var response = await browser.GetAsync($"/signout/complete?error=x&error_description=<script>&returnUrl=//evil&state={state}&iss=x");

        response.Location().Should().Be("/bye");
        response.Headers.ToString().Should().NotContain("script").And.NotContain("evil");
    }

    [Fact]
    public async Task A_user_who_is_signed_in_again_stays_signed_in()
    {
        await using var app = await new SomeApp().StartAsync();
        var (browser, state) = await SignOutAsync(app);
        await browser.SignInAsync();

        await browser.GetAsync("/signout/complete?state=" + state);
        await browser.GetAsync("/signout/complete");

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_form_posted_to_it_is_refused_and_uses_nothing_up()
    {
        await using var app = await new SomeApp().StartAsync();
        var (browser, state) = await SignOutAsync(app);

        (await browser.PostAsync("/signout/complete", ("state", state))).StatusCode.Should().Be(System.Net.HttpStatusCode.MethodNotAllowed);

        (await browser.GetAsync("/signout/complete?state=" + state)).Location().Should().Be("/bye");
    }

    [Fact]
    public async Task It_is_never_framed_or_cached()
    {
        await using var app = await new SomeApp().StartAsync();

        var response = await app.NewBrowser().GetAsync("/signout/complete");

        response.Header("Content-Security-Policy").Should().Contain("frame-ancestors 'none'");
        response.Header("Cache-Control").Should().Be("no-store");
        response.Header("Referrer-Policy").Should().Be("no-referrer");
    }

    [Fact]
    public async Task Its_user_need_not_be_signed_in_where_the_app_asks_for_that_everywhere()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()),
        }.StartAsync();
        var (browser, state) = await SignOutAsync(app);

        (await browser.GetAsync("/signout/complete?state=" + state)).Location().Should().Be("/bye");
    }

    private static Uri Callback => new(The.PostLogoutRedirectUri);

    private static async Task<(Browser Browser, string State)> SignOutAsync(RunningApp app, string returnUrl = "/bye")
    {
        var browser = await app.SignedInBrowserAsync();
        var form = await HtmlForm.ReadAsync(await browser.PostAsync("/signout", ("returnUrl", returnUrl)));
        return (browser, form.Fields["state"]);
    }
}
