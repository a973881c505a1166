using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Okta.Logout.JwtBearer;

/// <summary>Reads what Okta says of an active token (RFC 7662, section 2.2), which may be a token of any kind.</summary>
internal static class IntrospectedAccessToken
{
    private const string HeaderOfUnsignedJwt = "eyJhbGciOiJub25lIn0";
    private const string PrefixOfIdTokens = "ID.";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // OpenID Connect Core 1.0, sections 2 and 3.3.2.11. Access tokens have none of them.
    private static readonly string[] ClaimsOfIdTokens = ["nonce", "at_hash", "c_hash"];

    // Names by which other servers than Okta tell what a token is for.
    private static readonly string[] NamesOfUse = ["token_use", "token_usage"];

    /// <summary>Whether a response is about an access token that whoever has it may use.</summary>
    /// <remarks>
    /// Okta's <c>token_type</c> is "Bearer" for refresh tokens, too; its response about them has neither <c>iss</c> nor <c>jti</c>. The <c>jti</c> of Okta's ID tokens begins with "ID.".
    /// </remarks>
    public static bool IsBearerToken(string response)
    {
        try
        {
            using var document = JsonDocument.Parse(response, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object && IsBearerToken(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is half a surrogate pair.
            return false;
        }
    }

    /// <summary>Gives a response the form that token handlers read: a JWT without a signature. It is not a token, and no API accepts it as one.</summary>
    public static string ToUnsignedJwt(string response) => $"{HeaderOfUnsignedJwt}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(response))}.";

    private static bool IsBearerToken(JsonElement response) =>
        string.Equals(Text(response, "token_type"), "Bearer", StringComparison.OrdinalIgnoreCase)
        && !response.TryGetProperty("cnf", out _)
        && Text(response, "jti") is { Length: > 0 } id && !id.StartsWith(PrefixOfIdTokens, StringComparison.Ordinal)
        && !ClaimsOfIdTokens.Any(claim => response.TryGetProperty(claim, out _))
        && NamesOfUse.All(name => !response.TryGetProperty(name, out _) || Text(response, name) is "access_token");

    private static string? Text(JsonElement response, string name) =>
        response.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
