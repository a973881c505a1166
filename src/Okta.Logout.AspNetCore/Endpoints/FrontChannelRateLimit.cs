using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Keeps one client from guessing session ids, and from filling the revocation list. Needs no <c>UseRateLimiter</c> in the app.</summary>
internal sealed class FrontChannelRateLimit(IOptions<OktaLogoutWebOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(client =>
        RateLimitPartition.GetFixedWindowLimiter(client, _ => new()
        {
            PermitLimit = options.Value.FrontChannelLogout.RequestsPerMinute,
            Window = TimeSpan.FromMinutes(1),
        }));

    public bool Allows(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(ClientOf(context.Connection.RemoteIpAddress));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    // Whoever has one IPv6 address usually has all of its network.
    internal static IPAddress ClientOf(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
            return address;
        var network = address.GetAddressBytes();
        network.AsSpan(8).Clear();
        return new(network);
    }
}
