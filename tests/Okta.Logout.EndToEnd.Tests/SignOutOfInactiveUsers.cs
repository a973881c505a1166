using System.Net;
using LocalOkta;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>An administrator suspends or deactivates users at Okta, which pushes nothing of it to the app. The sample WebApp asks instead.</summary>
public sealed class SignOutOfInactiveUsers(DemoFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData("suspend")]
    [InlineData("deactivate")]
    public async Task The_session_in_the_app_ends_within_the_interval(string change)
    {
        await using var app = await StartAsync();
        await SignInAsync(app.Origin);
        var someone = await OpenOtherBrowserAsync();
        await SignInAsync(someone, app.Origin, Alan);

        (await ChangeAsync(app, change)).Should().Be(HttpStatusCode.OK);

        var state = await StateOfAsync(app.Okta);
        state.Sessions.Select(session => session.Sub).Should().Equal(Alan);
        state.Tokens.Where(token => token.Subject == Ada).Should().OnlyContain(token => token.Status == "revoked");
        await ShouldGet401Async(app).WaitAsync(TimeSpan.FromSeconds(10));
        (await StatusAsync(someone.Context, $"{app.Origin}/me")).Should().Be(200, "another user's session lives on");
    }

    [Theory]
    [InlineData("suspend", "unsuspend")]
    [InlineData("deactivate", "activate")]
    public async Task Nobody_signs_in_until_the_user_is_active_again(string change, string back)
    {
        await using var app = await StartAsync();
        await ChangeAsync(app, change);
        await Page.GotoAsync($"{app.Origin}/signin");

        await Page.ClickAsync($"button.person[value='{Ada}']");

        await ShouldShowAsync(Page, "Ada Lovelace may not sign in");
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
        (await ChangeAsync(app, back)).Should().Be(HttpStatusCode.OK);
        await SignInAsync(app.Origin);
    }

    [Fact]
    public async Task The_page_for_administrators_has_a_button_for_each_change()
    {
        await using var app = await StartAsync();
        await SignInAsync(app.Origin);
        var admin = await OpenOtherBrowserAsync();
        await admin.GotoAsync($"{app.Okta}/admin");
        var form = admin.GetByRole(AriaRole.Form, new() { Name = "Ada Lovelace" });

        await PressAsync("Suspend");

        await Assertions.Expect(form).ToContainTextAsync("Suspended, 0 signed-in browsers, 0 valid tokens");
        await PressAsync("Unsuspend");
        await Assertions.Expect(form).ToContainTextAsync("Active");
        await PressAsync("Deactivate");
        await Assertions.Expect(form).ToContainTextAsync("Deprovisioned");
        await PressAsync("Activate");
        await Assertions.Expect(form).ToContainTextAsync("Active");

        Task PressAsync(string button) => form.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }

    [Fact]
    public async Task The_api_is_for_services_and_for_changes_that_are_possible()
    {
        await using var app = await StartAsync();

        (await ChangeAsync(app, "suspend", token: "another")).Should().Be(HttpStatusCode.Unauthorized);
        (await ChangeAsync(app, "suspend", user: "00unobody")).Should().Be(HttpStatusCode.NotFound);
        (await ChangeAsync(app, "vanish")).Should().Be(HttpStatusCode.NotFound);
        (await ChangeAsync(app, "unsuspend")).Should().Be(HttpStatusCode.BadRequest);
    }

    private static Task<SampleProcess> StartAsync() => SampleProcess.StartAsync("WebApp", "--Okta:AllowLoopbackHttp=true", "--Okta:RevalidateEvery=1");

    private static async Task<HttpStatusCode> ChangeAsync(SampleProcess app, string change, string user = Ada, string token = ManagementApi.DefaultApiToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{app.Okta}/api/v1/users/{user}/lifecycle/{change}");
        request.Headers.Authorization = new("SSWS", token);
        using var response = await Http.SendAsync(request);
        return response.StatusCode;
    }

    private async Task ShouldGet401Async(SampleProcess app)
    {
        while (await StatusAsync($"{app.Origin}/me") != 401)
            await TheNextSecondAsync();
    }
}
