namespace Okta.Logout;

/// <summary>One visit of the browser to Okta.</summary>
public interface ISystemBrowserSession : IAsyncDisposable
{
    /// <summary>Gets the address that Okta sends the browser back to.</summary>
    /// <value>Exactly as under "Sign-out redirect URIs" in the Admin Console. It receives nothing before <see cref="NavigateAsync"/>.</value>
    string RedirectUri { get; }

    /// <summary>Opens the browser, and waits until it comes back.</summary>
    /// <param name="request">Where to go, and what comes back.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The address that the browser came back to, with its query; <see langword="null"/> if the user closed the browser.</returns>
    /// <exception cref="SystemBrowserException">The browser cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    Task<string?> NavigateAsync(SystemBrowserRequest request, CancellationToken cancellationToken = default);
}
