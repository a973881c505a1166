using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Okta.Logout.AspNetCore;

/// <summary>Names a ticket by its key in the app's ticket store. Used at a sign-out while the store cannot be read, so that the ticket is refused later.</summary>
internal static class StoreKeyTombstone
{
    // No ticket id has a colon.
    private const string Prefix = "store:";

    public static string TicketIdOf(string storeKey) => Prefix + WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes(storeKey)));
}
