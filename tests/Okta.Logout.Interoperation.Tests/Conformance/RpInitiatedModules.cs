using System.Net;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>
/// The conformance suite's modules for RP-Initiated Logout. The suite cannot see where the user ends up: at the page that was asked for when the
/// state is right, at the default page otherwise. All names begin with <c>oidcc-client-test-</c>.
/// </summary>
public sealed class RpInitiatedModules
{
    private static readonly Dictionary<string, (string Page, Func<string, string?> CallbackState)> Modules = new()
    {
        ["rp-init-logout"] = ("/?signed-out", state => state),
        ["rp-init-logout-other-state"] = ("/", state => state + "_INVALID"),
        ["rp-init-logout-no-state"] = ("/", _ => null),
    };

    public static TheoryData<string> Names => [.. Modules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Module(string name)
    {
        var (page, callbackState) = Modules[name];
        await using var run = await SuiteRun.StartAsync(new() { BackChannelLogout = true, FrontChannelLogout = true, CallbackState = callbackState });
        var browser = await run.SignedInAsync();

        using var last = await browser.SignOutAsync("/?signed-out");

        last.StatusCode.Should().Be(HttpStatusCode.OK);
        last.RequestMessage!.RequestUri.Should().Be(run.App + page);
        run.Provider.Notices.Answers.Should().Equal(new BackChannelAnswer(200, IsNoStore: true));
        browser.Frames.Should().ContainSingle().Which.StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
    }
}
