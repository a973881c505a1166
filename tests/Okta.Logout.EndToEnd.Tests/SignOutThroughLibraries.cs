using Okta.Logout.AspNetCore.Tests;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>A library has taken the sign-out form over. The forms are as people write them, without any attribute against it.</summary>
public sealed class SignOutThroughLibraries(DemoFixture fixture) : BrowserTest(fixture)
{
    public static TheoryData<string> Pages => ["/htmx-2", "/htmx-2-boost", "/htmx-4", "/htmx-4-boost", "/turbo", "/blazor"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_button_ends_the_session_of_the_app_and_of_Okta(string path)
    {
        await using var app = await StartAsync();
        await SignInAsync(app.Origin);
        await Page.GotoAsync(app.Origin + path);

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        Page.Url.Should().Be($"{app.Origin}/");
        (await StatusAsync($"{app.Origin}/me")).Should().Be(401);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task With_redirects_it_does_so_too(string path)
    {
        await using var app = await StartAsync(EndSessionMethod.Redirect);
        await SignInAsync(app.Origin);
        await Page.GotoAsync(app.Origin + path);

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/turbo")]
    [InlineData("/blazor")]
    public async Task A_link_to_the_confirmation_works_through_the_library_as_well(string path)
    {
        await using var app = await StartAsync();
        await SignInAsync(app.Origin);
        await Page.GotoAsync(app.Origin + path);

        await Page.GetByText("Leave").ClickAsync();
        await ShouldShowAsync(Page, "Sign out?");
        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_script_of_the_page_gets_the_id_token(string path)
    {
        await using var app = await StartAsync();
        await SignInAsync(app.Origin);
        await Page.GotoAsync(app.Origin + path);
        var fetched = new List<Task<string>>();
        Page.Response += (_, response) =>
        {
            if (response.Request.ResourceType is "fetch" or "xhr" && response.Status == 200)
                fetched.Add(response.TextAsync());
        };

        await PressSignOutAsync(Page);
        await ShouldEndSignedOutAsync(Page);

        fetched.Should().NotBeEmpty();
        foreach (var text in fetched.Where(task => task.IsCompletedSuccessfully))
            (await text).ShouldHoldNoToken();
    }

    private static Task<TestApp> StartAsync(EndSessionMethod method = EndSessionMethod.FormPost) => TestApp.StartAsync(new()
    {
        Web = options => options.EndSessionMethod = method,
        Services = LibraryPages.AddServices,
        Endpoints = LibraryPages.Map,
    });
}
