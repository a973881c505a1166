using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>The random id of one session: 128 bits, base64url.</summary>
internal static class SessionTicketId
{
    private const int Size = 16;

    public static string Create() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(Size));
}
