using System.Net;
using System.Text.Json;

namespace Okta.Logout;

/// <summary>Reads the response of a revocation endpoint (RFC 7009, section 2.2).</summary>
internal static class TokenRevocationResponse
{
    private const int MaxBodyBytes = 16 * 1024;
    private const int RequestTimeout = 408;
    private const int TooManyRequests = 429;

    public static TokenRevocationResult Redirected { get; } =
        new(TokenRevocationStatus.Refused, "OL3006: The revocation endpoint responded with a redirect, which is not followed, because the request carries credentials.");

    public static async Task<TokenRevocationResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.OK)
            return new(TokenRevocationStatus.Revoked);
        if (status is < 400 or >= 500 or RequestTimeout or TooManyRequests)
            return new(TokenRevocationStatus.Refused, $"OL3007: The revocation endpoint responded with status {status}.");

        var code = await ReadErrorCodeAsync(response.Content, cancellationToken).ConfigureAwait(false);
        if (code is "unsupported_token_type")
            return new(TokenRevocationStatus.NotSupported, "OL3004: The authorization server does not revoke tokens of this type (unsupported_token_type).");
        return new(TokenRevocationStatus.Refused, $"OL3005: The revocation endpoint refused the request ({code ?? "no OAuth error"}, status {status}).");
    }

    private static async Task<string?> ReadErrorCodeAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[MaxBodyBytes];
        var length = 0;
        int read;
        while (length < MaxBodyBytes && (read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
            length += read;
        return ErrorCode(buffer.AsMemory(0, length));
    }

    private static string? ErrorCode(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is not JsonValueKind.Object
                || !document.RootElement.TryGetProperty("error", out var error)
                || error.ValueKind is not JsonValueKind.String)
            {
                return null;
            }

            return OAuthErrorCode.OrNull(error.GetString());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is no valid UTF-8 or UTF-16.
            return null;
        }
    }
}
