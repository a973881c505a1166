namespace Okta.Logout;

/// <summary>The tokens that a native app has of its user.</summary>
public sealed class StoredTokens
{
    /// <summary>Gets or sets the ID token, expired or not. Without it, Okta does not end its session.</summary>
    public string? IdToken { get; set; }

    /// <summary>Gets or sets the refresh token.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>Gets or sets the access token.</summary>
    public string? AccessToken { get; set; }

    /// <summary>Gets or sets the <c>device_secret</c> of Native SSO. To revoke it signs out every app of the device that shares it.</summary>
    public string? DeviceSecret { get; set; }

    /// <summary>Returns the type's name only.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => nameof(StoredTokens);
}
