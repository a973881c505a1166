namespace Okta.Logout.AspNetCore;

/// <summary>How the app takes part in Okta's Single Logout (OpenID Connect Front-Channel Logout 1.0).</summary>
public sealed class FrontChannelLogoutOptions
{
    /// <summary>Gets or sets whether <c>/signout/frontchannel</c> is mapped.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets how many requests of one client are accepted in a minute. The response to further requests is 429, and they end nothing.</summary>
    /// <value>
    /// Between 1 and 1,000,000. The default is 300. A client is an IPv4 address or an IPv6 network (/64), and all clients of a larger network (/48)
    /// together may send ten times as many. Behind a reverse proxy, use the forwarded-headers middleware: without it, all users count as one client.
    /// Requests that name no session of an issuer of this app do not count. The number of entries that these requests add to the revocation list has a limit of its own.
    /// </value>
    public int RequestsPerMinute { get; set; } = 300;
}
