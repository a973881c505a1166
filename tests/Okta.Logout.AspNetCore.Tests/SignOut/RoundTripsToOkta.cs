using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A sign-out waits for Okta once, however many cookies and tokens the browser has; the session of every cookie has ended before.</summary>
public sealed class RoundTripsToOkta
{
    private const string PartnerIssuer = "https://partner.okta.com/oauth2/default";

    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allArrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = 4;

    [Fact]
    public async Task The_tokens_of_all_cookies_are_revoked_side_by_side()
    {
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);

        var signOut = browser.PostAsync("/signout");
        await _allArrived.Task;
        _answer.SetResult();

        (await signOut).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task All_sessions_have_ended_while_Okta_is_still_asked()
    {
        await using var app = await StartAsync();
        var browser = await SignInAtBothAsync(app);
        var copy = browser.Copy();

        var signOut = browser.PostAsync("/signout");
        await _allArrived.Task;
        var statuses = new[] { (await copy.GetAsync("/me/StaffCookie")).StatusCode, (await copy.GetAsync("/me/PartnerCookie")).StatusCode };
        _answer.SetResult();
        await signOut;

        statuses.Should().AllBeEquivalentTo(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_first_sign_out_does_not_wait_for_discovery()
    {
        await using var app = await new SomeApp { DiscoversAtStart = true }.StartAsync();

        await Eventually.BecomesTrueAsync(() => Task.FromResult(app.Okta.Calls.ToArray().Contains($"GET {The.MetadataAddress}")));
        var browser = await app.SignedInBrowserAsync();
        app.Okta.Calls.Clear();
        await browser.PostAsync("/signout");

        app.Okta.Calls.Should().NotContain($"GET {The.MetadataAddress}");
    }

    [Fact]
    public async Task An_app_starts_while_Okta_is_down()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(The.Now);
        await using var app = await new SomeApp { DiscoversAtStart = true, Clock = clock, Okta = new FakeOkta(clock) { IsDown = true } }.StartAsync();

        (await app.NewBrowser().GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static async Task<Browser> SignInAtBothAsync(RunningApp app)
    {
        var browser = app.NewBrowser();
        await browser.SignInAsync("/signin/staff");
        await browser.SignInAsync("/signin/partner");
        return browser;
    }

    private Task<RunningApp> StartAsync() => new SomeApp
    {
        Authentication = (authentication, okta) =>
        {
            okta.AddServer(PartnerIssuer);
            okta.IssuesDistinctTokens = true;
            foreach (var issuer in new[] { The.Issuer, PartnerIssuer })
                okta.Answers[issuer + "/v1/revoke"] = (_, _) => AnswerWhenAllHaveArrivedAsync();
            SomeScheme.AddWithCookie(authentication, "Staff", The.Issuer);
            SomeScheme.AddWithCookie(authentication, "Partner", PartnerIssuer);
        },
        Services = services => services.Configure<AuthenticationOptions>(options => options.DefaultScheme = "StaffCookie"),
        Endpoints = host =>
        {
            host.MapGet("/signin/{scheme}", (string scheme) => TypedResults.Challenge(new() { RedirectUri = "/" }, [scheme]));
            host.MapGet("/me/{scheme}", async (HttpContext context, string scheme) =>
                (await context.AuthenticateAsync(scheme)).Succeeded ? Results.Ok() : Results.StatusCode(StatusCodes.Status401Unauthorized));
        },
    }.StartAsync();

    private async Task<HttpResponseMessage> AnswerWhenAllHaveArrivedAsync()
    {
        if (Interlocked.Decrement(ref _missing) == 0)
            _allArrived.SetResult();
        await _answer.Task;
        return new(HttpStatusCode.OK);
    }
}
