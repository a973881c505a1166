using System.Net;

namespace Okta.Logout;

/// <summary>Where a <see cref="LoopbackBrowser"/> waits for the redirect, and how it opens the browser.</summary>
public sealed class LoopbackBrowserOptions
{
    /// <summary>Gets the ports, in the order in which they are tried.</summary>
    /// <value>
    /// Okta compares the port of a redirect URI too, so there are a few fixed ones, each of which is to be registered: by default 53170, 53171 and 53172.
    /// </value>
    public IList<int> Ports { get; } = [53170, 53171, 53172];

    /// <summary>Gets or sets the loopback address.</summary>
    /// <value>
    /// <see cref="IPAddress.Loopback"/> by default, and <see cref="IPAddress.IPv6Loopback"/> on machines without IPv4. Both are registrations of their own.
    /// </value>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>Gets or sets the path of the redirect URI.</summary>
    /// <value>Begins with a slash. The default is <c>/signed-out</c>: so <c>http://127.0.0.1:53170/signed-out</c> is to be registered at Okta.</value>
    public string Path { get; set; } = "/signed-out";

    /// <summary>Gets or sets the page that the browser shows at the end.</summary>
    /// <value>HTML, without scripts. By default a short text says that the user is signed out and can close the window.</value>
    public string? FinalPage { get; set; }

    /// <summary>Gets or sets what is called with the logout URL before the browser opens, so that the user can open it by hand.</summary>
    /// <value>The URL holds the ID token: show it to the user only. With it, the wait goes on where no browser can be opened, as on a server or in a container.</value>
    public Action<string>? ShowUrl { get; set; }

    /// <summary>Gets or sets what opens the browser, in place of the way of the operating system.</summary>
    public Action<string>? OpenBrowser { get; set; }
}
