using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One app on two nodes, which share the Data Protection keys, the clock and a Redis.</summary>
public abstract class TwoNodesOnRedis : IAsyncLifetime
{
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly List<RunningApp> _nodes = [];

    private protected RedisServer Redis { get; } = new();

    private protected FakeTimeProvider Clock { get; } = new(The.Now);

    private protected RunningApp A { get; private set; } = null!;

    private protected RunningApp B { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Redis.InitializeAsync();
        (A, B) = (await StartAsync(), await StartAsync());
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await Redis.DisposeAsync();
    }

    /// <summary>Adds the library, with a revocation list that the nodes share.</summary>
    private protected abstract void AddOktaLogout(IServiceCollection services, Action<OktaLogoutWebOptions> web);

    /// <summary>Gets whether the nodes have real servers.</summary>
    private protected virtual bool AreOnKestrel => false;

    /// <summary>Adds the app's own services.</summary>
    private protected virtual void AddServices(IServiceCollection services)
    {
    }

    /// <summary>Adds the app's own endpoints.</summary>
    private protected virtual void Map(WebApplication app)
    {
    }

    /// <summary>Starts one more node.</summary>
    private protected async Task<RunningApp> StartAsync(Action<OktaLogoutWebOptions>? web = null)
    {
        var node = await new SomeApp
        {
            Clock = Clock,
            IsOnKestrel = AreOnKestrel,
            Endpoints = Map,
            AddOktaLogout = services => AddOktaLogout(services, web ?? (_ => { })),
            Services = services =>
            {
                services.AddSingleton<IDataProtectionProvider>(_keys);

                // The clock stands still in most tests.
                services.Configure<RevocationLogOptions>(options => options.MinReadInterval = TimeSpan.Zero);
                services.AddHealthChecks().AddOktaLogout();
                AddServices(services);
            },
        }.StartAsync();
        _nodes.Add(node);
        return node;
    }
}
