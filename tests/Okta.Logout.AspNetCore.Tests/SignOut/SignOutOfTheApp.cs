namespace Okta.Logout.AspNetCore.Tests;

public sealed class SignOutOfTheApp
{
    [Fact]
    public async Task A_signed_in_user_is_signed_out_by_one_post()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        (await browser.IsSignedInAsync()).Should().BeTrue();

        await browser.PostAsync("/signout");

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }
}
