using System.Buffers;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Okta.Logout.JwtBearer;

/// <summary>The bearer token of a request, before anything is known of it.</summary>
internal static class BearerToken
{
    /// <summary>More than Okta's longest tokens, and less than all headers together may have.</summary>
    public const int MaxLength = 8 * 1024;

    private const string HeaderPrefix = "Bearer ";
    private const int DotsOfJws = 2;
    private const int DotsOfJwe = 4;

    private static readonly SearchValues<char> Token68 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/");

    /// <summary>Finds the token that the handler is going to read: that which the app has set, else that of the header.</summary>
    /// <returns>The token; empty if there is none. It may be of any form.</returns>
    public static ReadOnlySpan<char> Of(MessageReceivedContext context)
    {
        if (context.Token is { Length: > 0 } token)
            return token;
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase) ? header.AsSpan(HeaderPrefix.Length).Trim() : default;
    }

    /// <summary>Whether a token has the parts of a JWT, signed or encrypted (RFC 7515, section 3.1; RFC 7516, section 3.1).</summary>
    public static bool IsJwt(ReadOnlySpan<char> token) => token.Count('.') is DotsOfJws or DotsOfJwe;

    /// <summary>Whether a token is a <c>b68token</c> (RFC 6750, section 2.1) of a length that a token may have.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> token) => token.Length <= MaxLength && token.TrimEnd('=') is { Length: > 0 } text && !text.ContainsAnyExcept(Token68);
}
