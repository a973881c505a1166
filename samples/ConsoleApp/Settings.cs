using System.Globalization;

namespace ConsoleApp;

/// <summary>What the command line says. Issuer and client come from <c>Okta__Issuer</c> and <c>Okta__ClientId</c> where it does not name them.</summary>
internal sealed class Settings
{
    private const string Usage = """
        Usage: ConsoleApp login | whoami | call | logout
          --issuer <url>         default: the org of samples/LocalOkta, http://127.0.0.1:5100/oauth2/default
          --client-id <id>       default: console-app
          --api <url>            what to call: default: samples/Api, http://127.0.0.1:5103/me
          --every <seconds>      calls again and again, and prints each answer that differs from the one before
          --browser <command>    opens the URL, which is its last argument, in place of the browser of the system; none: only prints the URL
          --timeout <seconds>    how long the browser may take: 1 to 3600, default 300
          --tokens <file>        where the tokens are kept
        """;

    private static readonly string[] CommandNames = ["login", "whoami", "call", "logout"];

    public required string Command { get; init; }

    public string Issuer { get; private set; } = Environment.GetEnvironmentVariable("Okta__Issuer") ?? "http://127.0.0.1:5100/oauth2/default";

    public string ClientId { get; private set; } = Environment.GetEnvironmentVariable("Okta__ClientId") ?? "console-app";

    public string Api { get; private set; } = "http://127.0.0.1:5103/me";

    public TimeSpan? Every { get; private set; }

    public string? Browser { get; private set; }

    public TimeSpan BrowserTimeout { get; private set; } = TimeSpan.FromMinutes(5);

    public string TokenFile { get; private set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "okta-logout-console-app", "tokens");

    public bool IsLocal => new Uri(Issuer) is { Scheme: "http", IsLoopback: true };

    /// <summary>Returns null, and prints how to write it, if the command line cannot be read.</summary>
    public static Settings? Read(string[] args)
    {
        if (args is not [var command, .. var options] || !CommandNames.Contains(command))
            return Refuse("Name a command.");
        var settings = new Settings { Command = command };
        for (var i = 0; i < options.Length; i += 2)
        {
            if (i + 1 == options.Length)
                return Refuse($"{options[i]} needs a value.");
            var value = options[i + 1];
            switch (options[i])
            {
                case "--issuer":
                    settings.Issuer = value;
                    break;
                case "--client-id":
                    settings.ClientId = value;
                    break;
                case "--api":
                    settings.Api = value;
                    break;
                case "--every":
                    if (!ushort.TryParse(value, CultureInfo.InvariantCulture, out var seconds) || seconds == 0)
                        return Refuse("--every needs a number of seconds.");
                    settings.Every = TimeSpan.FromSeconds(seconds);
                    break;
                case "--browser":
                    settings.Browser = value;
                    break;
                case "--timeout":
                    if (!ushort.TryParse(value, CultureInfo.InvariantCulture, out var timeout) || timeout is 0 or > 3600)
                        return Refuse("--timeout needs a number of seconds from 1 to 3600.");
                    settings.BrowserTimeout = TimeSpan.FromSeconds(timeout);
                    break;
                case "--tokens":
                    settings.TokenFile = value;
                    break;
                default:
                    return Refuse($"{options[i]} is not known.");
            }
        }

        if (!IsHttp(settings.Issuer))
            return Refuse("--issuer must be an absolute URL.");
        if (!IsHttp(settings.Api))
            return Refuse("--api must be an absolute URL.");
        return settings.ClientId.Length > 0 ? settings : Refuse("--client-id needs a value.");
    }

    private static bool IsHttp(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static Settings? Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        Console.Error.WriteLine(Usage);
        return null;
    }
}
