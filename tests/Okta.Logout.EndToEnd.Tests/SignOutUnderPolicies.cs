using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The app sets the content security policy of every response, after the endpoint has set its own.</summary>
public sealed class SignOutUnderPolicies(DemoFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData("form-action 'self'")]
    [InlineData("default-src 'self'; form-action 'self'; frame-ancestors 'self'")]
    public async Task A_link_leads_to_Okta_where_the_policy_lets_no_form_go_there(string policy)
    {
        await using var app = await StartAsync(policy);
        await SignInAsync(app.Origin);

        await ClickAsync("button");
        await Page.WaitForFunctionAsync("() => document.title === 'Signing out' && document.readyState === 'complete'");
        await ClickAsync("button");
        (await Page.EvaluateAsync<string>("() => document.body.innerText")).Should().Contain("Nothing happens when you press the button?");
        await ClickAsync("a");

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    [Fact]
    public async Task The_line_of_the_documents_lets_the_page_leave_by_itself()
    {
        var policy = $"default-src 'self'; script-src 'self' {DocumentedScriptHash()}; form-action 'self' http://127.0.0.1:*";
        await using var app = await StartAsync(policy);
        await SignInAsync(app.Origin);

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    // As a user's hand does it: Playwright's own clicks wait for the end of the navigation that the policy has stopped.
    private async Task ClickAsync(string selector)
    {
        var place = await Page.EvaluateAsync<float[]>(
            "selector => { const box = document.querySelector(selector).getClientRects()[0]; return [box.x + box.width / 2, box.y + box.height / 2]; }", selector);
        await Page.Mouse.ClickAsync(place[0], place[1]);
    }

    private static string DocumentedScriptHash()
    {
        var line = File.ReadLines(WorkTree.Path("docs/endpoints.md")).Single(line => line.StartsWith("Content-Security-Policy:", StringComparison.Ordinal));
        return line.Split(' ', ';').Single(word => word.StartsWith("'sha256-", StringComparison.Ordinal));
    }

    private static Task<TestApp> StartAsync(string policy) => TestApp.StartAsync(new() { First = app => app.Use((context, next) => SetPolicyAtLast(context, next, policy)) });

    private static Task SetPolicyAtLast(HttpContext context, RequestDelegate next, string policy)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.ContentSecurityPolicy = policy;
            return Task.CompletedTask;
        });
        return next(context);
    }
}
