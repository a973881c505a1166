namespace Okta.Logout;

/// <summary>What ends when a user signs out everywhere.</summary>
public sealed class ClearOwnOktaSessionsOptions
{
    /// <summary>Gets or sets whether the refresh and access tokens of the user end, too (<c>oauthTokens</c>).</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool RevokeTokens { get; set; } = true;

    /// <summary>Gets or sets whether the session and the tokens that the access token belongs to go on (<c>excludeCurrentAuthorizationContext</c>).</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool KeepCurrent { get; set; }
}
