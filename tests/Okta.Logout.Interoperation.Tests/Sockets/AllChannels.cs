using System.Security.Cryptography;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>WebApp with all channels on, at a provider that is laid out as an Okta org is. What it is sent must not fail inside of the app.</summary>
public sealed class AllChannels : IAsyncLifetime
{
    private const string UniversalLogoutUrl = "https://app.example.com/signout/universal";

    private SuiteRun? _run;

    internal SuiteRun Run => _run!;

    internal string App => Run.App;

    public async Task InitializeAsync() => _run = await SuiteRun.StartAsync(
        new() { IssuerPath = "/oauth2/default" }, ("UniversalLogoutEndpoint", UniversalLogoutUrl), ("SharedSignals", "true"));

    public async Task DisposeAsync() => await Run.DisposeAsync();

    /// <summary>A session that no test before this one has ended.</summary>
    internal Task<UserAgent> SignedInAsync()
    {
        Run.Provider.Session = ProviderSession.Of($"user-{RandomNumberGenerator.GetHexString(8)}");
        return Run.SignedInAsync();
    }

    internal string LogoutToken() => Run.Provider.Notices.LogoutToken(Run.Provider.Session);

    internal string UniversalLogoutToken() => Sign("global-token-revocation+jwt", new()
    {
        ["aud"] = UniversalLogoutUrl,
        ["sub"] = Run.Provider.Client.Id,
        ["exp"] = Now() + 300,
    });

    internal string SecurityEventToken() => Sign("secevent+jwt", new()
    {
        ["aud"] = App + "/signout/events",
        ["events"] = new Dictionary<string, object>
        {
            ["https://schemas.openid.net/secevent/caep/event-type/session-revoked"] =
                new { subject = new { format = "iss_sub", iss = Run.Provider.Org, sub = Run.Provider.Session.Subject } },
        },
    });

    /// <summary>A request of HTTP/1.1, after which the connection is closed.</summary>
    internal string Post(string path, string body, params string[] headers) => Head(path, [$"Content-Length: {body.Length}", .. headers]) + body;

    internal string Get(string path) => Head("GET", path, []);

    internal string Head(string path, params string[] headers) => Head("POST", path, headers);

    internal static string KeptOpen(string request) => request.Replace("Connection: close\r\n", "", StringComparison.Ordinal);

    private string Head(string method, string path, string[] headers) =>
        string.Join("\r\n", [$"{method} {path} HTTP/1.1", $"Host: {new Uri(App).Authority}", "Connection: close", .. headers, "", ""]);

    private string Sign(string type, Dictionary<string, object> claims)
    {
        claims["iss"] = Run.Provider.Org;
        claims["jti"] = RandomNumberGenerator.GetHexString(16);
        claims["iat"] = Now();
        return Run.Provider.Keys.Sign("RS256", claims, type);
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
}
