using System.Text.Json;
using LocalOkta;
using Microsoft.AspNetCore.Builder;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>A program without pages: it signs in and out with the user's browser, which comes back to a port of the machine.</summary>
public sealed class SignOutOfAConsoleApp(DemoFixture fixture) : BrowserTest(fixture)
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("okta-logout-console-");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_ends_the_tokens_the_session_of_the_app_and_that_of_Okta()
    {
        await using var okta = await StartOktaAsync();
        var console = new ConsoleProcess(okta.Urls.Single(), _folder.FullName);
        (await console.RunAsync("whoami")).ExitCode.Should().NotBe(0);

        (await console.RunAsync("login", SignInAsync)).Output.Should().Contain("Signed in as Ada Lovelace");
        (await console.RunAsync("whoami")).Should().Be((0, "Ada Lovelace" + Environment.NewLine));
        (await StateOfAsync(okta.Urls.Single())).Sessions.Should().ContainSingle();

        var (exitCode, output) = await console.RunAsync("logout", async url =>
        {
            await Page.GotoAsync(url);
            await ShouldShowAsync(Page, "You are signed out. You can close this window.");
        });

        exitCode.Should().Be(0);
        using var receipt = JsonDocument.Parse(output);
        receipt.RootElement.GetProperty("outcome").GetString().Should().Be("SignedOut");
        receipt.RootElement.GetProperty("steps").EnumerateArray().Select(step => $"{step.GetProperty("name")} {step.GetProperty("outcome")}")
            .Should().Equal("revocation-list Skipped", "local-session Succeeded", "refresh-token Succeeded", "access-token Succeeded", "okta-logout Prepared", "browser Succeeded");
        console.HasTokens.Should().BeFalse();
        (await console.RunAsync("whoami")).ExitCode.Should().NotBe(0);
        var state = await StateOfAsync(okta.Urls.Single());
        state.Sessions.Should().BeEmpty();
        state.Tokens.Should().NotContain(token => token.Status == "valid");
    }

    [Fact]
    public async Task Nobody_signed_in_is_said_without_a_browser()
    {
        await using var okta = await StartOktaAsync();

        var (exitCode, output) = await new ConsoleProcess(okta.Urls.Single(), _folder.FullName).RunAsync("logout");

        exitCode.Should().Be(0);
        output.Should().Contain("\"outcome\":\"LocalOnly\"").And.Contain("OL5012");
    }

    private async Task SignInAsync(string url)
    {
        await Page.GotoAsync(url);
        await Page.ClickAsync($"button.person[value='{Ada}']");
        await ShouldShowAsync(Page, "You are signed in. You can close this window.");
    }

    // With the clients that it has by itself: the console app among them.
    private static async Task<WebApplication> StartOktaAsync()
    {
        var okta = LocalOktaApplication.Create(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        await okta.StartAsync();
        return okta;
    }
}
