using Microsoft.Extensions.Caching.Distributed;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A ticket store that cannot remove.</summary>
internal sealed class StubbornTicketStore(IDistributedCache cache) : TicketStore(cache)
{
    public override Task RemoveAsync(string key) => throw new TimeoutException("secret-server");
}
