using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>Ids for a session that goes on under another ticket id, so that copies of its cookie end.</summary>
internal static class TicketReplacement
{
    // No ticket id has a colon.
    private const string MarkPrefix = "replaced:";
    private const int Size = 16;

    /// <summary>Returns the id under which the session goes on: the same for two requests at once, as by a double click, so that neither ends what the other issues.</summary>
    public static string NextOf(string ticketId) =>
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes("next:" + ticketId)).AsSpan(0, Size).ToArray());

    /// <summary>Returns what is on the list beside a replaced ticket: its browser may have the new cookie already, which a refusal of the old one must not delete.</summary>
    public static string MarkOf(string ticketId) => MarkPrefix + ticketId;
}
