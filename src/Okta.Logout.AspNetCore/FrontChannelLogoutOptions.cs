namespace Okta.Logout.AspNetCore;

/// <summary>How the app takes part in Okta's Single Logout (OpenID Connect Front-Channel Logout 1.0).</summary>
public sealed class FrontChannelLogoutOptions
{
    /// <summary>Gets or sets whether <c>/signout/frontchannel</c> is mapped.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets how many requests of one client are heard in a minute; those beyond are answered 429 and end nothing.</summary>
    /// <value>
    /// Between 1 and 1,000,000. The default is 300. A client is an IPv4 address or an IPv6 network (/64), so that behind a reverse proxy the
    /// forwarded-headers middleware is needed: without it all users are one client.
    /// </value>
    public int RequestsPerMinute { get; set; } = 300;
}
