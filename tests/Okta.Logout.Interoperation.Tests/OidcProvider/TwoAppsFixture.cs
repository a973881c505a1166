namespace Okta.Logout.Interoperation.Tests;

/// <summary>
/// Two apps of one oidc-provider, each in a process of its own, for all tests of a class. One sends browsers to the provider by a redirect, the
/// other by a form.
/// </summary>
public sealed class TwoAppsFixture : IAsyncLifetime
{
    private readonly List<IDisposable> _processes = [];

    internal ClientRegistration One { get; } = ClientRegistration.New("app-one");

    internal ClientRegistration Two { get; } = ClientRegistration.New("app-two");

    internal OidcProviderProcess Provider { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Provider = await OidcProviderProcess.StartAsync(One, Two);
        _processes.Add(Provider);
        _processes.Add(await WebAppProcess.StartAsync(One, Provider.Issuer, ("Okta__EndSessionMethod", "Redirect")));
        _processes.Add(await WebAppProcess.StartAsync(Two, Provider.Issuer));
    }

    public Task DisposeAsync()
    {
        _processes.ForEach(process => process.Dispose());
        return Task.CompletedTask;
    }
}
