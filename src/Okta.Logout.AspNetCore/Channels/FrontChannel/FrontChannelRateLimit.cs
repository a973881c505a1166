using System.Net;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Keeps one client from guessing session ids, and from filling the revocation list. Needs no <c>UseRateLimiter</c> in the app.</summary>
internal sealed class FrontChannelRateLimit(IOptions<OktaLogoutWebOptions> options, TimeProvider timeProvider)
{
    /// <summary>How many times as much as one client a whole site may send.</summary>
    public const int ClientsOfSite = 10;

    private readonly RequestCounts _hosts = new(timeProvider);
    private readonly RequestCounts _sites = new(timeProvider);

    public bool Allows(IPAddress? client)
    {
        var limit = options.Value.FrontChannelLogout.RequestsPerMinute;
        return _hosts.TryAdd(ClientNetwork.OfHost(client), limit)
            && (ClientNetwork.OfSite(client) is not { } site || _sites.TryAdd(site, limit * ClientsOfSite));
    }
}
