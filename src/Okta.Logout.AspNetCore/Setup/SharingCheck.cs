using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>Tells whether what one node learns reaches the others.</summary>
internal sealed class SharingCheck(IServiceProvider services)
{
    /// <summary>Returns what is kept in this process, where the app asked for sign-outs that any of its nodes may receive; otherwise null.</summary>
    public string? Problem()
    {
        var store = services.GetRequiredService<ISessionRevocationStore>();
        if (store is DistributedCacheSessionRevocationStore && services.GetRequiredService<IDistributedCache>() is MemoryDistributedCache)
            return "UseDistributedCache is called, and the app's IDistributedCache is in the memory of this process";
        if (!services.GetServices<IOktaLogoutEndpoint>().Any(endpoint => endpoint is IncomingTokenEndpoint))
            return null;
        if (store is MemorySessionRevocationStore)
            return "The revocation list is in the memory of this process";
        return services.GetRequiredService<ITokenReplayCache>() is MemoryTokenReplayCache ? "The memory of used tokens is in this process" : null;
    }
}
