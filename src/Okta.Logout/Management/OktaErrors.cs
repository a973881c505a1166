using System.Text.Json;

namespace Okta.Logout;

/// <summary>Reads the error in a response of Okta's APIs, or of an OAuth endpoint.</summary>
internal static class OktaErrors
{
    private const int MaxBodyBytes = 16 * 1024;
    private const int LongestSummary = 500;

    public static async Task<(string? Code, string? Summary)> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var body = await BoundedContent.ReadAsync(content, MaxBodyBytes, cancellationToken).ConfigureAwait(false);
        if (body is null || !StrictJson.TryParseObject(body, out var document))
            return default;
        using (document)
        {
            var (code, summary) = (Text(document.RootElement, "errorCode") ?? Text(document.RootElement, "error"), Text(document.RootElement, "errorSummary") ?? Text(document.RootElement, "error_description"));
            return (OAuthErrorCode.OrNull(code), summary?.Length > LongestSummary ? summary.Substring(0, LongestSummary) : summary);
        }
    }

    private static string? Text(JsonElement error, string name)
    {
        try
        {
            return error.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A string with half a surrogate pair.
            return null;
        }
    }
}
