#if NETSTANDARD2_0
using System.Buffers;

namespace System.Buffers
{
    /// <summary>A set of ASCII characters.</summary>
    internal sealed class SearchValues<T>(bool[] isMember)
    {
        public bool Contains(char c) => c < isMember.Length && isMember[c];
    }

    internal static class SearchValues
    {
        public static SearchValues<char> Create(ReadOnlySpan<char> values)
        {
            var isMember = new bool[128];
            foreach (var c in values)
                isMember[c] = true;
            return new(isMember);
        }
    }
}

namespace Okta.Logout
{
    internal static class SpanPolyfills
    {
        public static int IndexOfAnyExcept(this ReadOnlySpan<char> text, SearchValues<char> values)
        {
            for (var i = 0; i < text.Length; i++)
            {
                if (!values.Contains(text[i]))
                    return i;
            }

            return -1;
        }
    }
}
#endif
