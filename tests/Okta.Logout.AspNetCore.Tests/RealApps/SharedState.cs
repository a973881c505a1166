using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What the nodes of one app have in common, and an app before and after a deployment: the clock, Okta, the Data Protection keys, the list.</summary>
internal sealed class SharedState
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    /// <param name="oktaAhead">By how much the clock of Okta is ahead of that of the app.</param>
    public SharedState(TimeSpan oktaAhead = default)
    {
        OktaClock = oktaAhead == TimeSpan.Zero ? Clock : new(The.Now + oktaAhead);
        Okta = new(OktaClock);
        List = new(new MemorySessionRevocationStore(Clock));
    }

    public FakeTimeProvider Clock { get; } = new(The.Now);

    public FakeTimeProvider OktaClock { get; }

    public FakeOkta Okta { get; }

    public SwitchableStore List { get; }

    /// <summary>Gives the app this state; another list where one is given.</summary>
    public void AddTo(IServiceCollection services, ISessionRevocationStore? list = null)
    {
        AddKeysTo(services);
        services.AddSingleton(list ?? List);
    }

    /// <summary>Gives the app the keys only.</summary>
    public void AddKeysTo(IServiceCollection services) => services.AddSingleton<IDataProtectionProvider>(_keys);

    /// <summary>A node with the library, as it is by default.</summary>
    public Task<RunningApp> StartNodeAsync(ISessionRevocationStore? list = null) =>
        new SomeApp { Clock = Clock, Okta = Okta, Services = services => AddTo(services, list) }.StartAsync();
}
