namespace Okta.Logout;

/// <summary>How a native app signs out.</summary>
public sealed class NativeSignOutOptions
{
    /// <summary>Gets or sets the name of the <see cref="OktaLogoutOptions"/>, where the app has several.</summary>
    public string Registration { get; set; } = "";

    /// <summary>Gets or sets how long the browser may take to come back from Okta.</summary>
    /// <value>Between 1 second and 1 hour. The default is 5 minutes.</value>
    public TimeSpan BrowserTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how long the <see cref="ITokenStore"/> may take to return the tokens. A key chain may ask the user.</summary>
    /// <value>Between 1 second and 1 hour. The default is 1 minute.</value>
    public TimeSpan TokenStoreTimeout { get; set; } = TimeSpan.FromMinutes(1);
}
