namespace Okta.Logout;

/// <summary>
/// The browser in which the user is signed in at Okta: only there can the Okta session end. <see cref="LoopbackBrowser"/> is for desktop and console apps;
/// <see cref="CallbackBrowser"/> for what a platform brings, such as the WebAuthenticator of MAUI.
/// </summary>
public interface ISystemBrowser
{
    /// <summary>Gets ready for the redirect from Okta, before the logout request is made: it holds the redirect URI.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>One visit of the browser, which the caller disposes.</returns>
    /// <exception cref="SystemBrowserException">The redirect cannot be received.</exception>
    ValueTask<ISystemBrowserSession> StartAsync(CancellationToken cancellationToken = default);
}
