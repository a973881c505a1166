using System.Diagnostics;
using Okta.Logout;

namespace ConsoleApp;

/// <summary>The user's browser, which comes back to a port of this machine.</summary>
internal static class Browsers
{
    public static LoopbackBrowser Create(Settings settings, string path, string text)
    {
        var options = new LoopbackBrowserOptions
        {
            Path = path,
            FinalPage = $"<!DOCTYPE html><html lang=\"en\"><title>ConsoleApp</title><p>{text}</p></html>",
        };
        if (settings.Browser is { } command && command != "none")
        {
            options.OpenBrowser = url => Open(command, url);
            return new(options);
        }

        // For a machine without a browser. On standard error, because the receipt is the only line of the output.
        options.ShowUrl = url => Console.Error.WriteLine($"If no browser opens, open this address:{Environment.NewLine}{url}");
        if (settings.Browser is not null)
            options.OpenBrowser = _ => { };
        return new(options);
    }

    private static void Open(string command, string url)
    {
        var process = Process.Start(new ProcessStartInfo(command) { ArgumentList = { url } })!;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) =>
        {
            // It may have opened the browser all the same, so the wait goes on.
            if (process.ExitCode != 0)
                Console.Error.WriteLine($"The browser command ended with exit code {process.ExitCode}.");
            process.Dispose();
        };
    }
}
