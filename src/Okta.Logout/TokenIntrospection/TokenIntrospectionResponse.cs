using System.Net;
using System.Text.Json;

namespace Okta.Logout;

/// <summary>Reads the response of an introspection endpoint (RFC 7662, section 2.2). Only a 200 with a Boolean <c>active</c> is a verdict.</summary>
internal static class TokenIntrospectionResponse
{
    private const int MaxBodyBytes = 64 * 1024;

    private const string NotRfc7662 = "OL9711: The response of the introspection endpoint is not that of RFC 7662.";

    public static Task<TokenIntrospectionResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => response.StatusCode is HttpStatusCode.OK
        ? ReadVerdictAsync(response, cancellationToken)
        : ReadErrorAsync(response, cancellationToken);

    public static TokenIntrospectionResult Unknown(string error) => new(TokenIntrospectionStatus.Unknown, error: error);

    // Strictly, because the claims of an active token say who a user is.
    private static async Task<TokenIntrospectionResult> ReadVerdictAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (await BoundedContent.ReadAsync(response.Content, MaxBodyBytes, cancellationToken).ConfigureAwait(false) is not { } body || !StrictJson.TryParseObject(body, out var document))
            return Unknown(NotRfc7662);
        using (document)
            return Read(document.RootElement);
    }

    private static TokenIntrospectionResult Read(JsonElement response) => (response.TryGetProperty("active", out var active) ? active.ValueKind : JsonValueKind.Undefined) switch
    {
        JsonValueKind.True => new(TokenIntrospectionStatus.Active, response.GetRawText(), response.TryGetOptionalTime("exp", out var expiresAt) ? expiresAt : null),
        JsonValueKind.False => new(TokenIntrospectionStatus.Inactive),
        _ => Unknown(NotRfc7662),
    };

    private static async Task<TokenIntrospectionResult> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var document = await ResponseJson.ReadObjectAsync(response.Content, MaxBodyBytes, cancellationToken).ConfigureAwait(false);
        var code = document is not null && document.RootElement.TryGetText("error", out var error) ? OAuthErrorCode.OrNull(error) : null;
        return Unknown($"OL9710: The introspection endpoint responded with status {(int)response.StatusCode} ({code ?? "no OAuth error"}).");
    }
}
