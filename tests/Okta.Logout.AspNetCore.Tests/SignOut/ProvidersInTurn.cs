using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A browser that is signed in at two providers is sent to one after the other, and then to where the user ends up.</summary>
public sealed class ProvidersInTurn
{
    private const string PartnerIssuer = "https://partner.okta.com/oauth2/default";
    private const string PartnerEndpoint = PartnerIssuer + "/v1/logout";
    private const string SameOrgIssuer = "https://example.okta.com/oauth2/other";

    private string _secondIssuer = PartnerIssuer;
    private EndSessionMethod _method = EndSessionMethod.FormPost;
    private Action<IServiceCollection> _services = _ => { };

    [Theory]
    [InlineData(EndSessionMethod.FormPost)]
    [InlineData(EndSessionMethod.Redirect)]
    public async Task Each_return_leads_to_the_next(EndSessionMethod method)
    {
        _method = method;
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);

        var first = await SignOutPage.ReadAsync(await browser.PostAsync("/signout", ("returnUrl", "/bye?from=menu")));
        var second = await SignOutPage.ReadAsync(await LeadOnAsync(browser, first));
        var end = await ReturnAsync(browser, second);

        first.ShouldLeadToOkta(app.Okta.IssuedIdTokens[0]);
        second.ShouldLeadToOkta(app.Okta.IssuedIdTokens[1], PartnerEndpoint);
        second.Fields["post_logout_redirect_uri"].Should().Be(first.Fields["post_logout_redirect_uri"]);
        second.Fields["state"].Should().NotBe(first.Fields["state"]);
        end.Location().Should().Be("/bye?from=menu");
        browser.Cookies.Names.Should().NotContain(name => name.StartsWith(".Okta.Logout"));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task A_library_that_takes_the_form_over_is_led_to_each(string library)
    {
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);

        var path = LibraryRequests.LocationOf(await browser.SendAsync(LibraryRequests.SignOut(library, "/bye")), library);
        var first = await SignOutPage.ReadAsync(await browser.GetAsync(path));
        var second = await SignOutPage.ReadAsync(await LeadOnAsync(browser, first));
        var end = await ReturnAsync(browser, second);

        first.Address.Should().Be(The.EndSessionEndpoint);
        second.Address.Should().Be(PartnerEndpoint);
        end.Location().Should().Be("/bye");
    }

    [Fact]
    public async Task The_browser_clears_its_data_after_the_last_because_the_way_there_needs_cookies()
    {
        _services = services => services.Configure<OktaLogoutWebOptions>(options => options.ClearSiteData.Add("cookies"));
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);
        var first = await SignOutPage.ReadAsync(await browser.PostAsync("/signout"));

        var between = await ReturnAsync(browser, first);
        var end = await ReturnAsync(browser, await SignOutPage.ReadAsync(await browser.FollowAsync(between)));

        between.Headers.Contains("Clear-Site-Data").Should().BeFalse();
        end.Header("Clear-Site-Data").Should().Be("\"cookies\"");
    }

    [Fact]
    public async Task A_script_gets_the_first_and_its_return_leads_to_the_next()
    {
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);

        var first = await SignOutAnswer.OfAsync(browser);
        var second = await SignOutPage.ReadAsync(await browser.FollowAsync(await browser.GetAsync("/signout/complete?state=" + first.Fields["state"])));

        first.Endpoint.Should().Be(The.EndSessionEndpoint);
        second.Address.Should().Be(PartnerEndpoint);
    }

    [Fact]
    public async Task The_receipt_holds_both_requests_and_says_that_they_are_prepared()
    {
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);

        var receipt = await ReceiptAsync(browser);

        receipt.Should().Be($"{The.EndSessionEndpoint} {PartnerEndpoint} Prepared/ Prepared/");
    }

    [Fact]
    public async Task The_app_s_own_answer_to_the_receipt_leads_on_too()
    {
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);

        var first = await SignOutPage.ReadAsync(await browser.PostAsync("/own"));
        var second = await SignOutPage.ReadAsync(await LeadOnAsync(browser, first));

        second.Address.Should().Be(PartnerEndpoint);
    }

    [Fact]
    public async Task Authorization_servers_of_one_org_share_the_session_of_the_browser_so_one_request_ends_it()
    {
        _secondIssuer = SameOrgIssuer;
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);

        var only = await SignOutPage.ReadAsync(await browser.PostAsync("/signout", ("returnUrl", "/bye")));

        only.Address.Should().Be(The.EndSessionEndpoint);
        (await ReturnAsync(browser, only)).Location().Should().Be("/bye");
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_comes_last()
    {
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);
        app.Okta.Answers[The.RevocationEndpoint] = (_, _) => throw new HttpRequestException("Not to be reached.");

        var first = await SignOutPage.PressAsync(browser);

        first.Address.Should().Be(PartnerEndpoint);
    }

    [Fact]
    public async Task Where_a_provider_has_no_request_the_user_is_told_at_the_end()
    {
        _services = services => services.Configure<OpenIdConnectOptions>("partner", options => options.SaveTokens = false)
            .Configure<OktaLogoutWebOptions>(options => options.KeepIdToken = false);
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);

        var first = await SignOutPage.ReadAsync(await browser.PostAsync("/signout", ("returnUrl", "/bye")));
        var last = await SignOutPage.ReadAsync(await LeadOnAsync(browser, first));

        first.Address.Should().Be(The.EndSessionEndpoint);
        last.SaysThatOktaMayBeOpen.Should().BeTrue();
        last.Text.Should().Contain("/bye");
    }

    [Fact]
    public async Task A_request_that_is_too_long_to_be_kept_is_none_and_the_user_is_told_at_the_end()
    {
        await using var app = await StartAsync();
        app.Okta.Claims["groups"] = new string('g', 14_000);
        var browser = await SignInAtBothAsync(app);

        var first = await SignOutPage.ReadAsync(await browser.PostAsync("/signout"));
        var last = await SignOutPage.ReadAsync(await LeadOnAsync(browser, first));

        first.Address.Should().Be(The.EndSessionEndpoint);
        last.SaysThatOktaMayBeOpen.Should().BeTrue();
    }

    [Fact]
    public async Task A_request_that_cannot_be_kept_is_a_failure_in_the_receipt()
    {
        _services = services => services.AddSingleton<IDataProtectionProvider>(new FailingDataProtection("Okta.Logout.AspNetCore.PendingSignOut.v1"));
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);

        var receipt = await ReceiptAsync(browser);

        receipt.Should().Be($"{The.EndSessionEndpoint} Prepared/ Failed/OL6202");
    }

    [Fact]
    public async Task Another_browser_is_not_led_on()
    {
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);
        var first = await SignOutPage.PressAsync(browser);

        var returned = await ReturnAsync(app.NewBrowser(), first);

        returned.Location().Should().Be("/");
    }

    [Fact]
    public async Task Each_request_is_counted_and_so_is_each_return()
    {
        await using var app = await StartAsync();
        using var requests = new MetricCollector<long>(app.Services.GetRequiredService<IMeterFactory>(), OktaLogoutDefaults.MeterName, "okta.logout.logout_requests");
        var browser = await SignInAtBothAsync(app);

        var first = await SignOutPage.PressAsync(browser);
        await ReturnAsync(browser, await SignOutPage.ReadAsync(await LeadOnAsync(browser, first)));

        requests.GetMeasurementSnapshot().Select(measurement => measurement.Tags.Values.Single()).Should().Equal("prepared", "prepared", "returned", "returned");
    }

    public static TheoryData<string> Libraries => [.. LibraryRequests.Names];

    private static async Task<Browser> SignInAtBothAsync(RunningApp app)
    {
        var browser = app.NewBrowser();
        await browser.SignInAsync("/signin/staff");
        await browser.SignInAsync("/signin/partner");
        return browser;
    }

    private static Task<HttpResponseMessage> ReturnAsync(Browser browser, SignOutPage page) => browser.GetAsync("/signout/complete?state=" + page.Fields["state"]);

    private static async Task<HttpResponseMessage> LeadOnAsync(Browser browser, SignOutPage page)
    {
        var returned = await ReturnAsync(browser, page);
        returned.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        returned.Location().Should().Be("/signout/continue");
        return await browser.FollowAsync(returned);
    }

    private static async Task<string> ReceiptAsync(Browser browser) => await (await browser.PostAsync("/receipt")).Content.ReadAsStringAsync();

    private Task<RunningApp> StartAsync() => new SomeApp
    {
        Web = options => options.EndSessionMethod = _method,
        Authentication = (authentication, okta) =>
        {
            okta.AddServer(_secondIssuer);
            SomeScheme.AddWithCookie(authentication, "Staff", The.Issuer);
            SomeScheme.AddWithCookie(authentication, "Partner", _secondIssuer);
        },
        Services = services =>
        {
            services.Configure<AuthenticationOptions>(options => options.DefaultScheme = "StaffCookie");
            _services(services);
        },
        Endpoints = host =>
        {
            host.MapGet("/signin/{scheme}", (string scheme) => TypedResults.Challenge(new() { RedirectUri = "/" }, [scheme])).AllowAnonymous();
            host.MapPost("/own", async (HttpContext context) =>
            {
                var receipt = await context.SignOutOfOktaAsync();
                return TypedResults.Redirect(receipt.OktaLogout!.ToUrl());
            });
            host.MapPost("/receipt", async (HttpContext context) =>
            {
                var receipt = await context.SignOutOfOktaAsync();
                var outcomes = receipt.Steps.Where(step => step.Name == SignOutStepNames.OktaLogout).Select(step => $"{step.Outcome}/{step.Error?[..6]}");
                return string.Join(' ', receipt.OktaLogouts.Select(logout => logout.Endpoint).Concat(outcomes));
            });
        },
    }.StartAsync();
}
