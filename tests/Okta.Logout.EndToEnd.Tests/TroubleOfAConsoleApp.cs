using System.Text;
using System.Text.Json;
using LocalOkta;
using Microsoft.AspNetCore.Builder;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>What the console sample says when something is wrong: one line, and an exit code. A stack trace helps no user.</summary>
[Collection(DemoCollection.Name)]
public sealed class TroubleOfAConsoleApp : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("okta-logout-console-");

    private WebApplication? _okta;
    private ConsoleProcess? _console;

    private ConsoleProcess Console => _console!;

    private string Okta => _okta!.Urls.Single();

    public async Task InitializeAsync()
    {
        _okta = LocalOktaApplication.Create(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        await _okta.StartAsync();
        _console = new(Okta, _folder.FullName);
    }

    public async Task DisposeAsync()
    {
        await _okta!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_sign_in_while_Okta_is_down_says_so()
    {
        await _okta!.StopAsync();

        (await Console.RunAsync("login")).Should().Be((1, ""));

        Console.Errors.Should().Contain("Not signed in: ");
        ShouldHaveNoStackTrace();
    }

    [Fact]
    public async Task A_sign_in_with_a_browser_command_that_does_not_exist_ends_at_once()
    {
        (await Console.RunAsync("login", null, "--browser", "/no/such/browser")).Should().Be((1, ""));

        Console.Errors.Should().Contain("OL9604");
        ShouldHaveNoStackTrace();
    }

    [Fact]
    public async Task A_sign_out_with_a_browser_command_that_does_not_exist_ends_at_once()
    {
        Console.KeepTokens($$"""{ "IdToken": "{{IdToken()}}" }""");

        var (exitCode, output) = await Console.RunAsync("logout", null, "--browser", "/no/such/browser");

        exitCode.Should().Be(0);
        output.Should().Contain("\"outcome\":\"LocalOnly\"").And.Contain("OL9604");
    }

    [Fact]
    public async Task A_browser_command_that_fails_is_told_of()
    {
        (await Console.RunAsync("login", null, "--browser", "false", "--timeout", "1")).ExitCode.Should().Be(1);

        Console.Errors.Should().Contain("The browser command ended with exit code 1.");
    }

    [Fact]
    public async Task A_sign_in_waits_for_the_browser_until_its_time_is_over()
    {
        (await Console.RunAsync("login", null, "--timeout", "1")).Should().Be((1, ""));

        Console.Errors.Should().Contain("Not signed in: the browser did not come back within 1 s.");
    }

    [Fact]
    public async Task A_sign_out_waits_for_the_browser_until_its_time_is_over()
    {
        Console.KeepTokens($$"""{ "IdToken": "{{IdToken()}}" }""");

        (await Console.RunAsync("logout", null, "--timeout", "1")).Output.Should().Contain("\"outcome\":\"TimedOut\"").And.Contain("OL9607");
    }

    [Fact]
    public async Task A_sign_in_can_be_interrupted()
    {
        (await Console.TerminateAsync("login")).Should().Be((1, ""));

        Console.Errors.Should().Contain("Interrupted.");
        ShouldHaveNoStackTrace();
    }

    [Fact]
    public async Task A_sign_out_that_is_interrupted_still_prints_its_receipt()
    {
        Console.KeepTokens($$"""{ "IdToken": "{{IdToken()}}" }""");

        (await Console.TerminateAsync("logout")).Output.Should().Contain("\"outcome\":\"Cancelled\"");
    }

    [Theory]
    [InlineData("whoami")]
    [InlineData("call")]
    public async Task A_damaged_file_of_tokens_is_named(string command)
    {
        Console.KeepTokens("garbage");

        (await Console.RunAsync(command)).Should().Be((1, ""));

        Console.Errors.Should().Contain("is damaged").And.Contain(_folder.FullName);
        ShouldHaveNoStackTrace();
    }

    [Fact]
    public async Task A_sign_out_with_a_damaged_file_of_tokens_removes_it()
    {
        Console.KeepTokens("garbage");

        (await Console.RunAsync("logout")).Output.Should().Contain("\"outcome\":\"LocalOnly\"").And.Contain("\"reason\":\"OL9765");

        Console.HasTokens.Should().BeFalse();
    }

    [Theory]
    [InlineData("--issuer", "ftp://127.0.0.1")]
    [InlineData("--issuer", "")]
    [InlineData("--api", "nonsense")]
    [InlineData("--api", "ftp://127.0.0.1")]
    [InlineData("--client-id", "")]
    [InlineData("--timeout", "0")]
    [InlineData("--timeout", "3601")]
    public async Task An_option_that_cannot_be_right_is_refused(string option, string value)
    {
        (await Console.RunAsync("login", null, option, value)).Should().Be((2, ""));

        Console.Errors.Should().StartWith(option);
    }

    private void ShouldHaveNoStackTrace() => Console.Errors.Should().NotContain("   at ");

    // Nobody checks the signature of an ID token that is only sent back.
    private string IdToken() => $"{Part(new { alg = "RS256" })}.{Part(new { iss = Okta + "/oauth2/default", aud = "console-app", sub = "00u1" })}.AAAA";

    private static string Part(object value) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value)));
}
