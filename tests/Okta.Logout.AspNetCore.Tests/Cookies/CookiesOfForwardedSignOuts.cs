using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A cookie scheme forwards sign-outs to OpenID Connect, so that <c>SignOutAsync()</c> of the app leads to Okta. The cookie goes all the same.</summary>
public sealed class CookiesOfForwardedSignOuts
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task The_cookie_is_deleted_whether_Okta_can_be_reached_or_not(bool isOktaDown)
    {
        await using var app = await new SomeApp { Cookie = SetUp }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        app.Okta.IsDown = isOktaDown;

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        browser.Cookies.Find(".AspNetCore.Cookies").Should().BeNull();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_ticket_is_removed_from_the_store()
    {
        TicketStore? tickets = null;
        await using var app = await new SomeApp
        {
            Cookie = SetUp,
            Services = services => TicketsOnTheServer.AddTo(services, store => tickets = store),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        tickets!.Keys.Should().BeEmpty();
    }

    private static void SetUp(CookieAuthenticationOptions options) => options.ForwardSignOut = OpenIdConnectDefaults.AuthenticationScheme;
}
