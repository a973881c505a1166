using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Okta compares the sign-out redirect URI character by character: what is logged at start and what is sent have to be the same.</summary>
public sealed class RegisteredAddresses
{
    public static TheoryData<string, bool, bool> RouteOptionsOfApps => new()
    {
        { "/signout", true, false },
        { "/signout", false, true },
        { "/Account/SignOut", true, true },
        { "/Account/SignOut", false, false },
        { "/abmelden-f\u00fcr-heute", false, true },
        { "/signout/", false, false },
    };

    [Theory]
    [MemberData(nameof(RouteOptionsOfApps))]
    public async Task The_uri_that_is_sent_is_the_one_that_was_logged(string prefix, bool lowercaseUrls, bool appendTrailingSlash)
    {
        await using var app = await new SomeApp
        {
            Web = options => options.PublicOrigin = "https://app.example.com",
            Services = services => services.Configure<RouteOptions>(options =>
            {
                options.LowercaseUrls = lowercaseUrls;
                options.AppendTrailingSlash = appendTrailingSlash;
            }),
            Map = endpoints => endpoints.MapOktaLogout(prefix),
        }.StartAsync();
        var logged = LoggedAtStart(app);

        (await SentAsync(app, new Uri(logged).AbsolutePath[..^"/complete".Length])).Should().Be(logged);
    }

    [Fact]
    public async Task Route_options_do_not_change_what_was_registered_before_they_were_set()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.Configure<RouteOptions>(options => options.LowercaseUrls = options.AppendTrailingSlash = true),
            Map = endpoints => endpoints.MapOktaLogout("/SignOut"),
        }.StartAsync();

        (await SentAsync(app, "/SignOut")).Should().Be("https://app.example.com/SignOut/complete");
    }

    [Theory]
    [InlineData("/{tenant}", "/acme")]
    [InlineData("/{Tenant:alpha}/area", "/Acme/area")]
    [InlineData("/{tenant=acme}", "/acme")]
    public async Task Route_options_do_not_change_the_uri_of_a_group_with_a_parameter(string group, string path)
    {
        await using var app = await new SomeApp
        {
            Services = services => services.Configure<RouteOptions>(options => options.LowercaseUrls = options.AppendTrailingSlash = true),
            Map = endpoints => endpoints.MapGroup(group).MapOktaLogout(),
        }.StartAsync();

        (await SentAsync(app, path + "/signout")).Should().Be($"https://app.example.com{path}/signout/complete");
    }

    [Fact]
    public async Task A_sign_out_from_elsewhere_than_the_group_signs_out_of_the_app_and_says_why_not_of_okta()
    {
        SignOutReceipt? receipt = null;
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapPost("/leave", async context => receipt = await context.SignOutOfOktaAsync()),
            Map = endpoints => endpoints.MapGroup("/{culture}").MapOktaLogout(),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        var response = await browser.PostAsync("/leave");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await copy.IsSignedInAsync()).Should().BeFalse();
        app.Okta.RevokedTokens.Should().HaveCount(2);
        receipt!.IsSignedOutLocally.Should().BeTrue();
        receipt.OktaLogout.Should().BeNull();
        receipt.OktaLogoutOmission.Should().Be(OktaLogoutOmission.NoCallback);
        receipt.Steps.Should().Contain(step => step.Name == SignOutStepNames.OktaLogout && step.Outcome == SignOutStepOutcome.Failed)
            .Which.Error.Should().StartWith("OL6203:").And.Contain("/{culture}/signout/complete");
    }

    [Fact]
    public async Task A_constraint_of_the_app_that_throws_stops_no_sign_out()
    {
        SignOutReceipt? receipt = null;
        await using var app = await new SomeApp
        {
            Services = services => services.Configure<RouteOptions>(options => options.SetParameterPolicy<ThrowingConstraint>("throwing")),
            Endpoints = host => host.MapPost("/{culture}/leave", async context => receipt = await context.SignOutOfOktaAsync()),
            Map = endpoints => endpoints.MapGroup("/{culture:throwing}").MapOktaLogout(),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/de/leave");

        (await browser.IsSignedInAsync()).Should().BeFalse();
        receipt!.OktaLogoutOmission.Should().Be(OktaLogoutOmission.NoCallback);
    }

    [Fact]
    public async Task Without_the_endpoints_the_user_is_signed_out_of_the_app_and_told_which_call_is_missing()
    {
        SignOutReceipt? receipt = null;
        await using var app = await new SomeApp
        {
            Map = _ => { },
            Endpoints = host => host.MapPost("/leave", async context => receipt = await context.SignOutOfOktaAsync()),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/leave");

        (await browser.IsSignedInAsync()).Should().BeFalse();
        receipt!.Steps.Should().Contain(step => step.Name == SignOutStepNames.OktaLogout).Which.Error.Should().StartWith("OL6004:").And.Contain("MapOktaLogout");
    }

    [Fact]
    public async Task Nobody_signed_in_is_a_reason_of_its_own()
    {
        SignOutReceipt? receipt = null;
        await using var app = await new SomeApp
        {
            Map = _ => { },
            Endpoints = host => host.MapPost("/leave", async context => receipt = await context.SignOutOfOktaAsync()),
        }.StartAsync();

        (await app.NewBrowser().PostAsync("/leave")).StatusCode.Should().Be(HttpStatusCode.OK);

        receipt!.OktaLogoutOmission.Should().Be(OktaLogoutOmission.NoSession);
    }

    [Theory]
    [InlineData("/portal", "/PORTAL", "/portal")]
    [InlineData("/Portal", "/portal", "/Portal")]
    [InlineData("/b\u00e4se", "/B%C3%A4se", "/b%C3%A4se")]
    public async Task A_path_base_typed_in_another_case_is_sent_as_okta_knows_it(string pathBase, string typed, string registered)
    {
        await using var app = await PortalApp(pathBase).StartAsync();
        var browser = app.NewBrowser();
        await browser.SignInAsync(registered + "/signin");

        var response = await browser.PostAsync(typed + "/signout", ("returnUrl", "~/bye"));

        var form = await HtmlForm.ReadAsync(response);
        form.Fields["post_logout_redirect_uri"].Should().Be($"https://app.example.com{registered}/signout/complete");
        var back = await browser.GetAsync($"{registered}/signout/complete?state={form.Fields["state"]}");
        back.Location().Should().Be(registered + "/bye");
    }

    [Fact]
    public async Task A_stranger_who_types_another_case_first_changes_nothing_for_the_others()
    {
        await using var app = await PortalApp("/portal").StartAsync();
        await app.NewBrowser().PostAsync("/PORTAL/signout");
        await app.NewBrowser().GetAsync("/PORTAL/signin");
        var browser = app.NewBrowser();
        await browser.SignInAsync("/portal/signin");

        var form = await HtmlForm.ReadAsync(await browser.PostAsync("/PORTAL/signout"));

        form.Fields["post_logout_redirect_uri"].Should().Be("https://app.example.com/portal/signout/complete");
    }

    [Fact]
    public async Task A_node_that_has_seen_no_sign_in_learns_from_the_session()
    {
        var keys = new EphemeralDataProtectionProvider();
        await using var first = await PortalApp("/portal", keys).StartAsync();
        await using var second = await PortalApp("/portal", keys).StartAsync();
        var browser = first.NewBrowser();
        await browser.SignInAsync("/portal/signin");

        var response = await browser.At(second).PostAsync("/PORTAL/signout");

        (await HtmlForm.ReadAsync(response)).Fields["post_logout_redirect_uri"].Should().Be("https://app.example.com/portal/signout/complete");
    }

    [Fact]
    public async Task A_configured_path_base_counts_whatever_the_request_says()
    {
        await using var app = await new SomeApp { Web = options => options.PublicPathBase = "/Portal" }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout", ("returnUrl", "~/bye"));

        (await HtmlForm.ReadAsync(response)).Fields["post_logout_redirect_uri"].Should().Be("https://app.example.com/Portal/signout/complete");
        response.SetCookie(".Okta.Logout.").Should().Contain("path=/Portal/signout/complete;");
    }

    [Fact]
    public async Task A_configured_path_base_is_part_of_the_line_at_start()
    {
        await using var app = await new SomeApp { Web = options => options.PublicPathBase = "/b%C3%A4se" }.StartAsync();

        LoggedAtStart(app).Should().Be("{origin}/b%C3%A4se/signout/complete");
    }

    [Theory]
    [InlineData("APPL_PATH", "/portal")]
    [InlineData("APPL_PATH", "/portal/")]
    public async Task The_path_base_of_iis_is_part_of_the_line_at_start(string setting, string value)
    {
        await using var app = await new SomeApp { Settings = { [setting] = value } }.StartAsync();

        LoggedAtStart(app).Should().Be("{origin}/portal/signout/complete");
    }

    [Fact]
    public async Task A_uri_that_the_line_at_start_could_not_know_is_logged_when_it_is_first_sent()
    {
        await using var app = await PortalApp("/portal").StartAsync();
        for (var i = 0; i < 2; i++)
        {
            var browser = app.NewBrowser();
            await browser.SignInAsync("/portal/signin");
            await browser.PostAsync("/portal/signout");
        }

        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 6006)
            .Which.Message.Should().Contain(" https://app.example.com/portal/signout/complete ");
    }

    [Fact]
    public async Task Hosts_that_a_client_makes_up_do_not_fill_the_log()
    {
        await using var app = await new SomeApp().StartAsync();
        for (var i = 0; i < 30; i++)
        {
            var browser = await app.SignedInBrowserAsync();
            await browser.SendAsync(new(HttpMethod.Post, "/signout") { Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Host", $"host-{i}.example.com" } } });
        }

        app.OwnLogs.Count(record => record.Id.Id == 6006).Should().Be(20);
    }

    private static SomeApp PortalApp(string pathBase, IDataProtectionProvider? keys = null) => new()
    {
        First = host => host.UsePathBase(pathBase),
        Cookie = options => options.Cookie.Path = "/",
        Services = services => services.AddSingleton(keys ?? new EphemeralDataProtectionProvider()),
    };

    private static string LoggedAtStart(RunningApp app)
    {
        const string Field = "Sign-out redirect URIs: ";
        var line = app.OwnLogs.Should().ContainSingle(record => record.Level == LogLevel.Information && record.Message.Contains(Field, StringComparison.Ordinal)).Subject.Message;
        return line[(line.IndexOf(Field, StringComparison.Ordinal) + Field.Length)..].Split(';')[0];
    }

    private static async Task<string> SentAsync(RunningApp app, string path)
    {
        var browser = await app.SignedInBrowserAsync();
        return (await HtmlForm.ReadAsync(await browser.PostAsync(path))).Fields["post_logout_redirect_uri"];
    }

    private sealed class ThrowingConstraint : IRouteConstraint
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            throw new InvalidOperationException("A fault of the app.");
    }
}
