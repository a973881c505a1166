using System.Text.Json;

namespace Okta.Logout;

internal static class JsonPolyfills
{
#if NETSTANDARD2_0
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonMembers.MaxDepth };
#else
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonMembers.MaxDepth, AllowDuplicateProperties = false };
#endif

    extension(JsonDocument)
    {
        /// <summary>Parses JSON in which no object has a member twice, at any depth.</summary>
        /// <exception cref="JsonException">It is no such JSON.</exception>
        public static JsonDocument ParseWithoutDuplicates(byte[] json)
        {
            var document = JsonDocument.Parse(json, Options);
#if NETSTANDARD2_0
            if (JsonMembers.HasDuplicate(document.RootElement))
            {
                document.Dispose();
                throw new JsonException();
            }
#endif
            return document;
        }
    }
}
