using System.Text.Json;

namespace Okta.Logout;

/// <summary>Reads the JSON of a response up to a limit.</summary>
internal static class ResponseJson
{
    /// <returns>The object, or <see langword="null"/> for anything else.</returns>
    public static async Task<JsonDocument?> ReadObjectAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (await BoundedContent.ReadAsync(content, limit, cancellationToken).ConfigureAwait(false) is not { } body)
            return null;
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
