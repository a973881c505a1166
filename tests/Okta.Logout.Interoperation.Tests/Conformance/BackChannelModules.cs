using System.Net;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>
/// The conformance suite's modules for Back-Channel Logout. The suite sees statuses and headers; a second browser of the same session shows here
/// whether the token ended it, because the first one was signed out by its own button. All names begin with <c>oidcc-client-test-</c>.
/// </summary>
public sealed class BackChannelModules
{
    private const string Prefix = "rp-backchannel-rpinitlogout";

    private static readonly Dictionary<string, (int Status, HttpStatusCode Me, Action<LogoutTokenDraft>? Change)> Modules = new()
    {
        [Prefix] = (200, HttpStatusCode.Unauthorized, null),
        [Prefix + "-alg-none"] = Refused(token => token.Algorithm = "none"),
        [Prefix + "-no-event"] = Refused(token => token.Claims.Remove("events")),
        [Prefix + "-with-nonce"] = Refused(token => token.Claims["nonce"] = "nonce"),
        [Prefix + "-wrong-alg"] = Refused(token => token.Algorithm = "ES256"),
        [Prefix + "-wrong-aud"] = Refused(token => token.Claims["aud"] += "INVALID"),
        [Prefix + "-wrong-event"] = Refused(token => token.Claims["events"] = LogoutTokenDraft.Events("http://schemas.openid.net/event/foobar")),
        [Prefix + "-wrong-iss"] = Refused(token => token.Claims["iss"] += "INVALID"),
    };

    public static TheoryData<string> Names => [.. Modules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Module(string name)
    {
        var (status, me, change) = Modules[name];
        await using var run = await SuiteRun.StartAsync(new() { BackChannelLogout = true, LogoutToken = change });
        var browser = await run.SignedInAsync();
        var other = await run.SignedInAsync();

        using var page = await browser.SignOutAsync("/?signed-out");

        run.Provider.Notices.Answers.Should().Equal(new BackChannelAnswer(status, IsNoStore: true));
        page.RequestMessage!.RequestUri!.PathAndQuery.Should().Be("/?signed-out");
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
        (await other.MeAsync()).Should().Be(me);
    }

    private static (int Status, HttpStatusCode Me, Action<LogoutTokenDraft>? Change) Refused(Action<LogoutTokenDraft> fault) =>
        (400, HttpStatusCode.OK, fault);
}
