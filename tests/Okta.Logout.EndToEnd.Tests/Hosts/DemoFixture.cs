namespace Okta.Logout.EndToEnd.Tests;

/// <summary>One demo and one browser for all tests.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    /// <summary>Milliseconds after which nothing more is expected, on a machine that has other work, too.</summary>
    public const int Patience = 60_000;

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
        $"--host-resolver-rules=MAP {TestAppSettings.Intranet} 127.0.0.1",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private DemoProcess? _demo;

    public DemoProcess Demo => _demo!;

    public IBrowser Browser => _browser!;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var demo = DemoProcess.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = ExecutablePath, Args = Flags, Timeout = Patience });
        _demo = await demo;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _demo?.Dispose();
    }

    /// <summary>A browser as a user would set it up: with a profile of its own, and third-party cookies blocked or not.</summary>
    public Task<IBrowserContext> LaunchAsync(string profile, bool blockThirdPartyCookies)
    {
        var defaults = Directory.CreateDirectory(Path.Combine(profile, "Default")).FullName;
        var mode = blockThirdPartyCookies ? 1 : 0;
        File.WriteAllText(Path.Combine(defaults, "Preferences"), $$"""{ "profile": { "cookie_controls_mode": {{mode}} } }""");
        return _playwright!.Chromium.LaunchPersistentContextAsync(profile, new() { ExecutablePath = ExecutablePath, Args = Flags, Timeout = Patience });
    }

    /// <summary>A browser that keeps pages for the back button, which one that a program drives does not by default.</summary>
    public Task<IBrowserContext> LaunchWithBackForwardCacheAsync(string profile, params string[] flags) => _playwright!.Chromium.LaunchPersistentContextAsync(
        profile, new() { ExecutablePath = ExecutablePath, Args = [.. Flags, .. flags], Timeout = Patience, IgnoreDefaultArgs = ["--disable-back-forward-cache"] });

    private static string ExecutablePath => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
}
