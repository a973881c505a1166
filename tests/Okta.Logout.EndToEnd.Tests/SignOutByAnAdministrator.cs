namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The buttons of Local Okta's page for administrators.</summary>
public sealed class SignOutByAnAdministrator(DemoFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData("Universal Logout", "universal-logout", 204)]
    [InlineData("Back-channel logout", "back-channel-logout", 200)]
    [InlineData("Send session-revoked", "session-revoked", 202)]
    public async Task A_button_ends_the_sessions_of_its_user_in_both_apps_and_shows_each_answer(string button, string signal, int answer)
    {
        await SignInAsync(Demo.AppOne);
        await SignInAsync(Demo.AppTwo);
        var other = await OpenOtherBrowserAsync();
        await SignInAsync(other, Demo.AppOne, Alan);
        await Page.GotoAsync($"{Demo.Okta}/admin");

        await PressAsync("Ada Lovelace", button);

        await ShouldBeAtAsync(Page, $"{Demo.Okta}/admin#deliveries");
        await ShouldShowAnswerAsync("Web App One", signal, answer);
        await ShouldShowAnswerAsync("Web App Two", signal, answer);
        (await StatusAsync($"{Demo.AppOne}/me")).Should().Be(401);
        (await StatusAsync($"{Demo.AppTwo}/me")).Should().Be(401);
        (await StatusAsync(other.Context, $"{Demo.AppOne}/me")).Should().Be(200, "another user's session lives on");
        await TheNextSecondAsync();
    }

    private Task PressAsync(string user, string button) =>
        Page.GetByRole(AriaRole.Form, new() { Name = user }).GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    private Task ShouldShowAnswerAsync(string app, string signal, int answer)
    {
        var rows = Page.GetByRole(AriaRole.Row).Filter(new() { HasText = app }).Filter(new() { HasText = signal });
        return Assertions.Expect(rows.First.Locator(".status")).ToHaveTextAsync($"{answer}");
    }
}
