using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Okta.Logout.AspNetCore;

/// <summary>The part of the address space that one client controls: an IPv4 address, or a whole IPv6 network.</summary>
internal static class ClientNetwork
{
    private const int BytesOfSubnet = 64 / 8;
    private const int BytesOfSite = 48 / 8;
    private const int BytesOfIPv4Network = 24 / 8;

    /// <summary>The IPv4 address, or the IPv6 network (/64) of a host.</summary>
    public static byte[] OfHost(IPAddress? address) => BytesOf(address) is var bytes && bytes.Length > BytesOfSubnet ? bytes[..BytesOfSubnet] : bytes;

    /// <summary>The IPv6 network (/48) of a site, or of a provider's customer; null for an IPv4 address.</summary>
    public static byte[]? OfSite(IPAddress? address) => BytesOf(address) is { Length: > BytesOfSubnet } ipv6 ? ipv6[..BytesOfSite] : null;

    /// <summary>A digest of the network whose entries on the revocation list count together: /24 of an IPv4 address, /48 of an IPv6 address; zero for none.</summary>
    public static uint OfSender(IPAddress? address)
    {
        var bytes = BytesOf(address);
        var network = bytes.AsSpan(0, bytes.Length > BytesOfSubnet ? BytesOfSite : Math.Min(bytes.Length, BytesOfIPv4Network));
        return network.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(network));
    }

    private static byte[] BytesOf(IPAddress? address) => address switch
    {
        null => [],
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().GetAddressBytes(),
        { AddressFamily: AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 } => address.GetAddressBytes(),
        _ => [],
    };
}
