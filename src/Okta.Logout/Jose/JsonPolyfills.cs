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
            if (HasDuplicate(document.RootElement))
            {
                document.Dispose();
                throw new JsonException();
            }
#endif
            return document;
        }
    }

#if NETSTANDARD2_0
    private static bool HasDuplicate(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonMembers.FindDuplicate(value) is not null || value.EnumerateObject().Any(member => HasDuplicate(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HasDuplicate),
        _ => false,
    };
#endif
}
