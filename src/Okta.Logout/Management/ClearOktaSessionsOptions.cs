namespace Okta.Logout;

/// <summary>What ends with the Okta sessions of a user.</summary>
public sealed class ClearOktaSessionsOptions
{
    /// <summary>Gets or sets whether the refresh and access tokens of the user end, too (<c>oauthTokens</c>).</summary>
    /// <value>The default is <see langword="true"/>; that of Okta is <see langword="false"/>, which leaves apps signed in that only hold tokens.</value>
    public bool RevokeTokens { get; set; } = true;

    /// <summary>Gets or sets whether Okta forgets the devices that the user has let it remember (<c>forgetDevices</c>).</summary>
    /// <value>The default is <see langword="false"/>; that of Okta is <see langword="true"/>, but <see langword="false"/> on the Classic Engine.</value>
    public bool ForgetDevices { get; set; }
}
