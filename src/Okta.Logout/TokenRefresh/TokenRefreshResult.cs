namespace Okta.Logout;

/// <summary>What became of a refresh: new tokens, a refresh token that is not valid any more, or neither, with the reason. Not a record, because ToString of a record shows the values.</summary>
internal sealed class TokenRefreshResult
{
    private TokenRefreshResult(RefreshedTokens? tokens, string? error) => (Tokens, Error) = (tokens, error);

    public static TokenRefreshResult Refused { get; } = new(null, null);

    /// <summary>Gets the new tokens.</summary>
    public RefreshedTokens? Tokens { get; }

    /// <summary>Gets why nothing is known of the refresh token. Holds nothing secret.</summary>
    public string? Error { get; }

    public static TokenRefreshResult Refreshed(RefreshedTokens tokens) => new(tokens, null);

    public static TokenRefreshResult Unknown(string error) => new(null, error);
}
