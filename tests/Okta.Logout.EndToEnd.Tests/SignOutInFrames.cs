using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The app is shown inside of another page. Okta itself forbids that for its own.</summary>
public sealed class SignOutInFrames(DemoFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData(EndSessionMethod.FormPost)]
    [InlineData(EndSessionMethod.Redirect)]
    public async Task In_a_page_of_the_app_the_window_goes_to_Okta_and_back(EndSessionMethod method)
    {
        await using var app = await StartAsync(method);
        await SignInAsync(app.Origin);
        await Page.GotoAsync($"{app.Origin}/portal?frame=/");

        await Page.FrameLocator("iframe").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await ShouldEndSignedOutAsync(Page);
        Page.Url.Should().Be($"{app.Origin}/");
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Continue", AriaRole.Button, EndSessionMethod.FormPost)]
    [InlineData("Sign out at Okta by a link", AriaRole.Link, EndSessionMethod.FormPost)]
    [InlineData("Continue", AriaRole.Link, EndSessionMethod.Redirect)]
    public async Task In_a_page_of_another_origin_the_page_is_seen_and_leads_to_Okta(string name, AriaRole role, EndSessionMethod method)
    {
        await using var app = await StartAsync(method);
        await using var portal = await StartAsync();
        var page = await OpenWithoutScriptAsync();
        await SignInAsync(page, app.Origin);
        await page.GotoAsync($"{portal.Origin}/portal?frame={Uri.EscapeDataString(app.Origin + "/")}");
        var frame = page.FrameLocator("iframe");

        await frame.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(frame.GetByText("You are signed out of this app")).ToBeVisibleAsync();
        await frame.GetByRole(role, new() { Name = name }).ClickAsync();

        await ShouldEndSignedOutAsync(page);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    [Fact]
    public async Task The_confirmation_is_reached_from_a_frame()
    {
        await using var app = await StartAsync();
        await SignInAsync(app.Origin);
        await Page.GotoAsync($"{app.Origin}/portal?frame=/signout");

        await Page.FrameLocator("iframe").GetByRole(AriaRole.Link, new() { Name = "Open" }).ClickAsync();
        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    // Browsers may or may not let a script of a frame take its window away.
    private async Task<IPage> OpenWithoutScriptAsync()
    {
        var browser = await Browser.Browser!.NewContextAsync(new() { JavaScriptEnabled = false });
        browser.SetDefaultTimeout(DemoFixture.Patience);
        return await browser.NewPageAsync();
    }

    private static Task<TestApp> StartAsync(EndSessionMethod method = EndSessionMethod.FormPost) => TestApp.StartAsync(new()
    {
        Web = options => options.EndSessionMethod = method,
        Endpoints = host => host.MapGet("/portal", (string frame) => Results.Content($"<!DOCTYPE html><title>Portal</title><iframe src=\"{frame}\"></iframe>", "text/html")),
    });
}
