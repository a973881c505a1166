using System.Net;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>
/// The conformance suite's modules for Front-Channel Logout, with what it leaves to a human reviewer. The frame has no cookies. Where the client is
/// registered without <c>frontchannel_logout_session_required</c>, the request names no session, and ends none: anyone could send it.
/// </summary>
public sealed class FrontChannelModules
{
    [Theory]
    [InlineData(true, HttpStatusCode.Unauthorized)]
    [InlineData(false, HttpStatusCode.OK)]
    public async Task Module_rp_frontchannel_rpinitlogout(bool sessionRequired, HttpStatusCode meInOtherBrowser)
    {
        await using var run = await SuiteRun.StartAsync(new() { FrontChannelLogout = true, FrontChannelLogoutSessionRequired = sessionRequired });
        var browser = await run.SignedInAsync();
        var other = await run.SignedInAsync();

        using var last = await browser.SignOutAsync("/?signed-out");

        ShouldBeShown(browser.Frames.Should().ContainSingle().Subject, run);
        last.RequestMessage!.RequestUri.Should().Be(run.App + "/?signed-out");
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
        (await other.MeAsync()).Should().Be(meInOtherBrowser);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.Unauthorized)]
    [InlineData(false, HttpStatusCode.OK)]
    public async Task Module_rp_frontchannel_opinitlogout(bool sessionRequired, HttpStatusCode me)
    {
        await using var run = await SuiteRun.StartAsync(new() { FrontChannelLogoutSessionRequired = sessionRequired });
        var browser = await run.SignedInAsync();

        using var last = await browser.GoToAsync(run.Provider.Base + "/signed_out_elsewhere");

        ShouldBeShown(browser.Frames.Should().ContainSingle().Subject, run);
        (await browser.MeAsync()).Should().Be(me);
    }

    [Fact]
    public async Task A_session_id_that_the_provider_has_not_escaped_ends_nothing()
    {
        await using var run = await SuiteRun.StartAsync();
        run.Provider.Session = new("user-1", "session-&#+%\"");
        var browser = await run.SignedInAsync();

        var (uri, sid) = (run.Provider.Client.FrontChannelLogoutUri, run.Provider.Session.Sid);
        using var last = await browser.GoToAsync($"{uri}?iss={run.Provider.Issuer}&sid={sid}");

        last.StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    private static void ShouldBeShown(HttpResponseMessage frame, SuiteRun run)
    {
        frame.StatusCode.Should().Be(HttpStatusCode.OK);
        frame.Headers.CacheControl!.NoStore.Should().BeTrue();
        frame.Headers.Contains("X-Frame-Options").Should().BeFalse();
        frame.Headers.GetValues("Content-Security-Policy").Should().ContainSingle()
            .Which.Should().EndWith($"frame-ancestors {new Uri(run.Provider.Issuer).GetLeftPart(UriPartial.Authority)}");
    }
}
