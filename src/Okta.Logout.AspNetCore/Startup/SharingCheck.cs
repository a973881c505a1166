using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>Checks whether the nodes of an app share what they learn.</summary>
internal sealed class SharingCheck(IServiceProvider services)
{
    /// <summary>Returns what is not shared, if the app accepts sign-outs that any of its nodes may receive; otherwise null.</summary>
    public string? Problem()
    {
        var store = services.GetRequiredService<ISessionRevocationStore>();
        if (store is DistributedCacheSessionRevocationStore && services.GetRequiredService<IDistributedCache>() is MemoryDistributedCache)
            return "UseDistributedCache was called, but the app's IDistributedCache is in the memory of this process";
        if (!services.GetServices<IOktaLogoutEndpoint>().Any(endpoint => endpoint is IncomingTokenEndpoint))
            return null;
        if (store is MemorySessionRevocationStore)
            return "The revocation list is in the memory of this process";
        return services.GetRequiredService<ITokenReplayCache>() is MemoryTokenReplayCache ? "The list of used tokens is in the memory of this process" : null;
    }
}
