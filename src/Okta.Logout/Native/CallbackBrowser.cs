namespace Okta.Logout;

/// <summary>A browser that the platform or the app opens and waits for: WebAuthenticator of MAUI, a custom scheme such as <c>com.example.app:/signed-out</c>, an app link.</summary>
/// <param name="redirectUri">The address that Okta sends the browser back to, exactly as under "Sign-out redirect URIs" in the Admin Console.</param>
/// <param name="navigateAsync">
/// Opens the browser at the request's URL and returns the address that it came back to, with its query, or <see langword="null"/> if the user closed it. An
/// address for which <see cref="SystemBrowserRequest.IsAnsweredBy"/> is <see langword="false"/> was not caused by this request.
/// </param>
/// <exception cref="ArgumentException"><paramref name="redirectUri"/> is null or empty.</exception>
/// <exception cref="ArgumentNullException"><paramref name="navigateAsync"/> is null.</exception>
public sealed class CallbackBrowser(string redirectUri, Func<SystemBrowserRequest, CancellationToken, Task<string?>> navigateAsync) : ISystemBrowser
{
    private readonly string _redirectUri = Checked(redirectUri);
    private readonly Func<SystemBrowserRequest, CancellationToken, Task<string?>> _navigateAsync = navigateAsync ?? throw new ArgumentNullException(nameof(navigateAsync));

    /// <inheritdoc/>
    public ValueTask<ISystemBrowserSession> StartAsync(CancellationToken cancellationToken = default) => new(new Visit(_redirectUri, _navigateAsync));

    private static string Checked(string redirectUri)
    {
        ArgumentException.ThrowIfNullOrEmpty(redirectUri);
        return redirectUri;
    }

    private sealed class Visit(string redirectUri, Func<SystemBrowserRequest, CancellationToken, Task<string?>> navigateAsync) : ISystemBrowserSession
    {
        public string RedirectUri => redirectUri;

        public Task<string?> NavigateAsync(SystemBrowserRequest request, CancellationToken cancellationToken = default) => navigateAsync(request, cancellationToken);

        public ValueTask DisposeAsync() => default;
    }
}
