using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Caching.Distributed;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A ticket store as apps write them: over a distributed cache, and renewing what is not there any more.</summary>
internal class TicketStore(IDistributedCache cache) : ITicketStore
{
    private int _count;

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = $"ticket-{Interlocked.Increment(ref _count)}";
        await RenewAsync(key, ticket);
        return key;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        cache.SetAsync(key, TicketSerializer.Default.Serialize(ticket), new DistributedCacheEntryOptions { AbsoluteExpiration = ticket.Properties.ExpiresUtc });

    public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        await cache.GetAsync(key) is { } bytes ? TicketSerializer.Default.Deserialize(bytes) : null;

    public virtual Task RemoveAsync(string key) => cache.RemoveAsync(key);
}
