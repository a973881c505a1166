#if NETSTANDARD2_0
namespace System.Security.Cryptography
{
    internal static class CryptographicOperations
    {
        public static bool FixedTimeEquals(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        {
            if (left.Length != right.Length)
                return false;
            var difference = 0;
            for (var i = 0; i < left.Length; i++)
                difference |= left[i] ^ right[i];
            return difference == 0;
        }
    }
}

namespace Okta.Logout
{
    internal static class CryptographyPolyfills
    {
        extension(System.Security.Cryptography.SHA256)
        {
            public static byte[] HashData(byte[] source)
            {
                using var sha256 = System.Security.Cryptography.SHA256.Create();
                return sha256.ComputeHash(source);
            }
        }
    }
}
#endif
