namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// Modules 6 to 13 of the OpenID conformance suite for relying parties: the provider posts a logout token while it handles the end-session request.
/// </summary>
public sealed class BackChannelConformance
{
    private const string Prefix = "oidcc-client-test-rp-backchannel-rpinitlogout";

    private static readonly Dictionary<string, (int Status, Func<SomeLogoutToken, SomeLogoutToken> Change)> Modules = new()
    {
        [Prefix] = (200, token => token),
        [Prefix + "-alg-none"] = (400, token => new() { Header = { ["alg"] = "none" }, Claims = { ["sid"] = token.Claims["sid"] }, Signature = _ => [] }),
        [Prefix + "-no-event"] = (400, token => Changed(token, () => token.Claims.Remove("events"))),
        [Prefix + "-with-nonce"] = (400, token => Changed(token, () => token.Claims["nonce"] = "nonce")),
        [Prefix + "-wrong-alg"] = (400, token => Changed(token, () => (token.Header["alg"], token.Header["kid"]) = ("ES256", ProviderKeys.EcId))),
        [Prefix + "-wrong-aud"] = (400, token => Changed(token, () => token.Claims["aud"] = The.ClientId + "INVALID")),
        [Prefix + "-wrong-event"] = (400, token => Changed(token, () => token.Claims["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/foobar"] = new { } })),
        [Prefix + "-wrong-iss"] = (400, token => Changed(token, () => token.Claims["iss"] = The.Issuer + "INVALID")),
    };

    public static TheoryData<string> Names => [.. Modules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Module(string name)
    {
        const string Sid = "sid-with-odd-characters-&#+%\" ";
        await using var app = await BackChannelApp.StartAsync();
        var (status, change) = Modules[name];
        var browser = await app.SignedInAsync(Sid);

        var endSession = await browser.PostAsync("/signout");
        var page = await endSession.Content.ReadAsStringAsync();
        var token = change(new() { Claims = { ["sid"] = Sid, ["ignored_claim"] = "ignored" } });
        var answer = await app.PostAsync(new FormUrlEncodedContent([new("logout_token", token.Build()), new("ignored_parameter", "ignored")]));
        var callback = await browser.GetAsync("/signout/complete?state=" + Uri.EscapeDataString(StateIn(page)));

        ((int)answer.StatusCode).Should().Be(status);
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        callback.Headers.Location.Should().NotBeNull();
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Module_without_a_sign_out_of_the_app(string name)
    {
        await using var app = await BackChannelApp.StartAsync();
        var (status, change) = Modules[name];
        var browser = await app.SignedInAsync();

        var answer = await app.DeliverAsync(change(new()).Build());

        ((int)answer.StatusCode).Should().Be(status);
        (await browser.IsSignedInAsync()).Should().Be(status != 200);
    }

    private static SomeLogoutToken Changed(SomeLogoutToken token, Action change)
    {
        change();
        return token;
    }

    private static string StateIn(string page)
    {
        var value = page[(page.IndexOf("name=\"state\" value=\"", StringComparison.Ordinal) + 20)..];
        return value[..value.IndexOf('"', StringComparison.Ordinal)];
    }
}
