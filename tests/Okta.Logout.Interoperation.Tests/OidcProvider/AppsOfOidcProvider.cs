using System.Net;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>RP-initiated and back-channel logout with <c>oidc-provider</c>, a certified provider that this project has no part in.</summary>
public sealed class AppsOfOidcProvider(TwoAppsFixture apps) : IClassFixture<TwoAppsFixture>
{
    private const string CompleteReceipt = "A user signed out: revocation-list: Succeeded, local-session: Succeeded, "
        + "refresh-token: Succeeded, access-token: Succeeded, okta-logout: Prepared.";

    [Theory]
    [InlineData(EndSessionMethod.Redirect)]
    [InlineData(EndSessionMethod.FormPost)]
    public async Task A_sign_out_ends_the_session_at_the_provider_and_comes_back(EndSessionMethod method)
    {
        var app = method is EndSessionMethod.Redirect ? apps.One : apps.Two;
        var browser = await SignedInAsync(app);
        var user = await browser.UserAsync();

        using var page = await SignOutAsync(browser, "yes");

        page.RequestMessage!.RequestUri.Should().Be(app.Origin + "/?signed-out");
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
        await apps.Provider.SaysAsync($"end_session.success {app.Client.Id} {user}");
        await app.SaysAsync(CompleteReceipt);
    }

    [Fact]
    public async Task A_sign_out_of_one_app_signs_out_the_other_by_a_logout_token()
    {
        var browser = await SignedInAsync(apps.One);
        var atTwo = browser.At(apps.Two.Origin);
        await SignInAsync(atTwo);
        var user = await browser.UserAsync();

        using var page = await SignOutAsync(browser, "yes");

        (await atTwo.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
        await apps.Provider.SaysAsync($"backchannel.success {apps.One.Client.Id} {user}");
        await apps.Provider.SaysAsync($"backchannel.success {apps.Two.Client.Id} {user}");
        apps.Provider.Output.Should().NotContain("backchannel.error");
    }

    [Fact]
    public async Task Sessions_of_other_browsers_go_on()
    {
        var browser = await SignedInAsync(apps.One);
        var elsewhere = await SignedInAsync(apps.One);

        using var page = await SignOutAsync(browser, "yes");

        (await elsewhere.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_stays_signed_in_at_the_provider_is_signed_out_of_the_app_all_the_same()
    {
        var browser = await SignedInAsync(apps.One);
        var atTwo = browser.At(apps.Two.Origin);
        await SignInAsync(atTwo);

        using var page = await SignOutAsync(browser);

        page.RequestMessage!.RequestUri.Should().Be(apps.One.Origin + "/?signed-out");
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
        (await atTwo.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_tokens_are_revoked_before_the_user_has_answered()
    {
        var browser = await SignedInAsync(apps.Two);
        var user = await browser.UserAsync();

        using var question = await browser.SignOutAsync();

        // With the one that arrives first, the provider ends the grant and all its tokens.
        await apps.Provider.SaysAsync($"token.revoked {apps.Two.Client.Id} {user}");
    }

    private static async Task<UserAgent> SignedInAsync(WebAppProcess app)
    {
        var browser = new UserAgent(app.Origin);
        await SignInAsync(browser);
        return browser;
    }

    private static async Task SignInAsync(UserAgent browser)
    {
        using var page = await browser.SignInAsync();
        (await browser.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    /// <summary>The provider asks; no answer is the button "No, stay signed in".</summary>
    private static async Task<HttpResponseMessage> SignOutAsync(UserAgent browser, string? answer = null)
    {
        using var question = await browser.SignOutAsync("/?signed-out");
        return answer is null ? await browser.SubmitAsync(question) : await browser.SubmitAsync(question, ("logout", answer));
    }
}
