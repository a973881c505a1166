using System.Security.Cryptography;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Who has reserved a token: random bytes, so that an insert that was repeated recognises itself.</summary>
internal static class TokenOwner
{
    public const int Size = 16;

    public static byte[] New() => RandomNumberGenerator.GetBytes(Size);
}
