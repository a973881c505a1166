using System.Diagnostics;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The console sample, as users start it, once for each command. Its browser is a script that writes down the address to open.</summary>
internal sealed class ConsoleProcess(string okta, string folder)
{
    private static string Program { get; } = SamplePrograms.PathOf("ConsoleApp");

    private string TokenFile => Path.Combine(folder, "tokens");

    private string Script => Path.Combine(folder, "browser.sh");

    private string Opened => Path.Combine(folder, "opened");

    public bool HasTokens => File.Exists(TokenFile);

    /// <summary>Gets what the last command wrote to the standard error.</summary>
    public string Errors { get; private set; } = "";

    public void KeepTokens(string json) => File.WriteAllText(TokenFile, json);

    /// <summary>Runs a command, with the user's part in the browser, and returns its exit code and output.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string command, Func<string, Task>? browse = null, params string[] options) =>
        RunAsync(command, (url, _) => browse!(url), browse is not null, options);

    /// <summary>Runs a command, and ends it while it waits for the browser, as a system does that shuts down.</summary>
    public Task<(int ExitCode, string Output)> TerminateAsync(string command) => RunAsync(
        command,
        async (_, process) =>
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await kill.WaitForExitAsync();
        },
        opensBrowser: true);

    private async Task<(int ExitCode, string Output)> RunAsync(string command, Func<string, Process, Task> browse, bool opensBrowser, params string[] options)
    {
        File.Delete(Opened);
        File.WriteAllText(Script, $"#!/bin/sh\necho \"$1\" >'{Opened}.new' && mv '{Opened}.new' '{Opened}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Script, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        string[] arguments = [Program, command, "--issuer", okta + "/oauth2/default", "--browser", Script, "--tokens", TokenFile, .. options];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (opensBrowser)
                await browse(await OpenedAsync(process), process);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMilliseconds(DemoFixture.Patience));
            Errors = await errors;
            return (process.ExitCode, await output);
        }
        finally
        {
            process.Kill();
        }
    }

    private async Task<string> OpenedAsync(Process process)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!File.Exists(Opened))
        {
            process.HasExited.Should().BeFalse("the program waits for the browser");
            await ticks.WaitForNextTickAsync();
        }

        return (await File.ReadAllTextAsync(Opened)).Trim();
    }
}
