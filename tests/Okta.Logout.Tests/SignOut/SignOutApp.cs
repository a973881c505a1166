using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>An app without ASP.NET Core, as its users write it, at a fake Okta.</summary>
internal sealed class SignOutApp : IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> _provider;

    public SignOutApp(Action<OktaLogoutOptions>? configure = null)
    {
        Okta = new(Journal);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(Journal);
        Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFakeLogging());
        Builder = Services.AddOktaLogoutCore(options =>
        {
            options.Issuer = The.Issuer;
            options.ClientId = The.ClientId;
            options.ClientSecret = The.ClientSecret;
            configure?.Invoke(options);
        });
        Services.AddHttpClient(OktaLogoutDefaults.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => Okta);
        _provider = new(() => Services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true }));
    }

    /// <summary>What happened, in order, whoever did it.</summary>
    public ConcurrentQueue<string> Journal { get; } = new();

    public FakeOkta Okta { get; }

    public FakeTimeProvider Time { get; } = new(The.Now);

    public ServiceCollection Services { get; } = [];

    public OktaLogoutBuilder Builder { get; }

    public IServiceProvider Provider => _provider.Value;

    public IOktaSignOut SignOut => Provider.GetRequiredService<IOktaSignOut>();

    public ISessionRevocationStore Store => Provider.GetRequiredService<ISessionRevocationStore>();

    public PendingRevocations Pending => Provider.GetRequiredService<PendingRevocations>();

    public FakeLogCollector Logs => Provider.GetFakeLogCollector();

    public Task<SignOutReceipt> SignOutAsync(SignOutRequest? request = null, CancellationToken cancellationToken = default) =>
        SignOut.SignOutAsync(request ?? Some.SignOutRequest(), cancellationToken);

    /// <summary>Adds a terminator that does as the test says.</summary>
    public SignOutApp WithTerminator(Func<SessionTermination, CancellationToken, ValueTask> terminate)
    {
        Services.AddSingleton(terminate);
        Builder.AddSessionTerminator<ScriptedTerminator>();
        return this;
    }

    public SignOutApp WithStore(Func<SessionRevocation, CancellationToken, ValueTask> revoke)
    {
        Services.AddSingleton<ISessionRevocationStore>(new ScriptedStore(revoke));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider.IsValueCreated)
            await _provider.Value.DisposeAsync();
        Okta.Dispose();
    }
}
