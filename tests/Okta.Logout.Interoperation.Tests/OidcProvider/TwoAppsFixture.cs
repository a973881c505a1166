namespace Okta.Logout.Interoperation.Tests;

/// <summary>
/// Two apps of one oidc-provider, each in a process of its own, for all tests of a class. One sends browsers to the provider by a redirect, the
/// other by a form.
/// </summary>
public sealed class TwoAppsFixture : IAsyncLifetime
{
    private readonly List<IDisposable> _processes = [];

    internal OidcProviderProcess Provider { get; private set; } = null!;

    internal WebAppProcess One { get; private set; } = null!;

    internal WebAppProcess Two { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var (one, two) = (ClientRegistration.New("app-one"), ClientRegistration.New("app-two"));
        _processes.Add(Provider = await OidcProviderProcess.StartAsync(one, two));
        _processes.Add(One = await WebAppProcess.StartAsync(one, Provider.Issuer, ("Okta__EndSessionMethod", "Redirect")));
        _processes.Add(Two = await WebAppProcess.StartAsync(two, Provider.Issuer));
        await WarmUpAsync(One);
        await WarmUpAsync(Two);
    }

    public Task DisposeAsync()
    {
        _processes.ForEach(process => process.Dispose());
        return Task.CompletedTask;
    }

    // On a busy machine, the first sign-out of a process may take longer than the time for remote work.
    private static async Task WarmUpAsync(WebAppProcess app)
    {
        var browser = new UserAgent(app.Origin);
        using var home = await browser.SignInAsync();
        using var question = await browser.SignOutAsync();
    }
}
