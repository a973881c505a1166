using System.Net;
using System.Text.Json;

namespace Okta.Logout;

/// <summary>Reads the response of a token endpoint to a refresh (RFC 6749, sections 5 and 6). Only <c>invalid_grant</c> says that the refresh token is not valid any more.</summary>
internal static class TokenRefreshResponse
{
    private const int MaxBodyBytes = 256 * 1024;

    public static async Task<TokenRefreshResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var document = await ResponseJson.ReadObjectAsync(response.Content, MaxBodyBytes, cancellationToken).ConfigureAwait(false);
        var root = document?.RootElement ?? default;
        if (response.StatusCode is HttpStatusCode.OK)
            return TextOf(root, "access_token") is { } accessToken ? Refreshed(root, accessToken) : TokenRefreshResult.Unknown("the response of the token endpoint is not that of RFC 6749");
        var code = OAuthErrorCode.OrNull(TextOf(root, "error"));
        return response.StatusCode is HttpStatusCode.BadRequest && code is "invalid_grant"
            ? TokenRefreshResult.Refused
            : TokenRefreshResult.Unknown($"the token endpoint responded with status {(int)response.StatusCode} ({code ?? "no OAuth error"})");
    }

    private static TokenRefreshResult Refreshed(JsonElement root, string accessToken) => TokenRefreshResult.Refreshed(new(accessToken)
    {
        RefreshToken = TextOf(root, "refresh_token"),
        IdToken = TextOf(root, "id_token"),
        TokenType = TextOf(root, "token_type"),
        ExpiresIn = root.TryGetProperty("expires_in", out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(seconds)
            : null,
    });

    private static string? TextOf(JsonElement root, string name) =>
        root.ValueKind is JsonValueKind.Object && root.TryGetText(name, out var text) && text.Length > 0 ? text : null;
}
