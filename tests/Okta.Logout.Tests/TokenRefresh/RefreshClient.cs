using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.Tests;

/// <summary>A client that refreshes tokens, as an app gets it from its services. Its requests go to the handler.</summary>
internal sealed class RefreshClient : IAsyncDisposable
{
    private const string Name = "okta";

    private readonly ServiceProvider _provider;

    public RefreshClient(HttpMessageHandler okta, Action<OktaLogoutOptions>? configure = null, IOktaDiscoveryClient? discovery = null, TimeProvider? clock = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock ?? Some.Clock());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFakeLogging());
        services.AddKeyedSingleton(Name, discovery ?? new KnownEndpoints());
        services.AddOktaLogoutCore(Name, options =>
        {
            options.Issuer = The.Issuer;
            options.ClientId = The.ClientId;
            options.ClientSecret = The.ClientSecret;
            configure?.Invoke(options);
        });
        services.AddHttpClient(OktaLogoutDefaults.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => okta);
        services.AddSingleton<TokenRefreshClient>();
        _provider = services.BuildServiceProvider();
    }

    public IReadOnlyList<string> Logs => [.. _provider.GetFakeLogCollector().GetSnapshot().Select(record => record.ToString() + record.Exception)];

    public Task<TokenRefreshResult> RefreshAsync() => _provider.GetRequiredService<TokenRefreshClient>().RefreshAsync(Name, The.RefreshToken);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
