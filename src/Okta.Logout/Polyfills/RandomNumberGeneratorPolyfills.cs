#if NETSTANDARD2_0
using System.Security.Cryptography;

namespace Okta.Logout;

internal static class RandomNumberGeneratorPolyfills
{
    extension(RandomNumberGenerator)
    {
        public static byte[] GetBytes(int count)
        {
            var bytes = new byte[count];
            using var random = RandomNumberGenerator.Create();
            random.GetBytes(bytes);
            return bytes;
        }
    }
}
#endif
