using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The same with a revocation list that each request asks.</summary>
public abstract class TwoNodesOnADistributedCache : TwoNodesOnRedis
{
    private protected override void AddOktaLogout(IServiceCollection services, Action<OktaLogoutWebOptions> web)
    {
        services.AddOktaLogout(web).UseDistributedCache();
        services.AddSingleton<IDistributedCache>(Redis.Connect());
    }
}
