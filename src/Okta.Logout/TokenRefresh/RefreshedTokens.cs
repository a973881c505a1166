namespace Okta.Logout;

/// <summary>The tokens of a refresh; those that the server did not send are null. Not a record, because ToString of a record shows the values.</summary>
internal sealed class RefreshedTokens(string accessToken)
{
    public string AccessToken { get; } = accessToken;

    public string? RefreshToken { get; init; }

    public string? IdToken { get; init; }

    public string? TokenType { get; init; }

    public TimeSpan? ExpiresIn { get; init; }
}
