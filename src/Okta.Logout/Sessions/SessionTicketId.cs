using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>The random id of one session: 128 bits, base64url.</summary>
internal static class SessionTicketId
{
    public static string Create()
    {
        var bytes = new byte[16];
#if NETSTANDARD2_0
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
#else
        RandomNumberGenerator.Fill(bytes);
#endif
        return Base64UrlEncoder.Encode(bytes);
    }
}
