namespace Okta.Logout;

/// <summary>Composes the URL that signs the user out at the authorization server (RP-Initiated Logout 1.0, section 2).</summary>
/// <remarks>
/// Needs only the endpoint, neither configuration nor network. A method that is called twice keeps the last value. Not safe for use by
/// several threads at once.
/// </remarks>
/// <example>
/// <code>
/// var url = new LogoutUrlBuilder("https://example.okta.com/oauth2/default/v1/logout")
///     .WithIdTokenHint(idToken)
///     .WithPostLogoutRedirectUri("https://app.example.com/signed-out")
///     .Build();
/// </code>
/// </example>
public sealed class LogoutUrlBuilder
{
    private readonly LogoutParameters _parameters;

    /// <summary>Initializes a new instance of the <see cref="LogoutUrlBuilder"/> class.</summary>
    /// <param name="endpoint">The <c>end_session_endpoint</c>; it may have a query, which is kept.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="endpoint"/> is not an absolute https URL (http for a loopback host) without fragment.
    /// </exception>
    public LogoutUrlBuilder(string endpoint) => _parameters = new(LogoutRequest.CheckedEndpoint(endpoint));

    /// <summary>Sets <c>id_token_hint</c>, which Okta requires.</summary>
    /// <param name="idToken">An ID token that the server issued to this app; an expired one is fine.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="idToken"/> is null or empty.</exception>
    public LogoutUrlBuilder WithIdTokenHint(string idToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(idToken);
        _parameters.IdTokenHint = idToken;
        return this;
    }

    /// <summary>Sets <c>post_logout_redirect_uri</c>: where the server sends the user afterwards.</summary>
    /// <param name="uri">One of the app's sign-out redirect URIs, exactly as registered.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="uri"/> is null or empty.</exception>
    public LogoutUrlBuilder WithPostLogoutRedirectUri(string uri)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        _parameters.PostLogoutRedirectUri = uri;
        return this;
    }

    /// <summary>Sets <c>state</c>, which the server returns in the query of the redirect.</summary>
    /// <param name="state">An opaque value.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="state"/> is null or empty.</exception>
    public LogoutUrlBuilder WithState(string state)
    {
        ArgumentException.ThrowIfNullOrEmpty(state);
        _parameters.State = state;
        return this;
    }

    /// <summary>Sets <c>client_id</c>. At Okta it does not replace the ID token.</summary>
    /// <param name="clientId">The client ID of the app integration.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="clientId"/> is null or empty.</exception>
    public LogoutUrlBuilder WithClientId(string clientId)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        _parameters.ClientId = clientId;
        return this;
    }

    /// <summary>Sets <c>logout_hint</c>, which Okta does not document.</summary>
    /// <param name="logoutHint">Names the user to the server, which defines its form.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="logoutHint"/> is null or empty.</exception>
    public LogoutUrlBuilder WithLogoutHint(string logoutHint)
    {
        ArgumentException.ThrowIfNullOrEmpty(logoutHint);
        _parameters.LogoutHint = logoutHint;
        return this;
    }

    /// <summary>Sets <c>ui_locales</c>: the languages of the server's pages.</summary>
    /// <param name="uiLocales">BCP 47 language tags, separated by spaces, the preferred one first.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="uiLocales"/> is null or empty.</exception>
    public LogoutUrlBuilder WithUiLocales(string uiLocales)
    {
        ArgumentException.ThrowIfNullOrEmpty(uiLocales);
        _parameters.UiLocales = uiLocales;
        return this;
    }

    /// <summary>Sets <c>device_secret</c> of Native SSO: Okta revokes it, together with the tokens issued for it.</summary>
    /// <param name="deviceSecret">The device secret.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="deviceSecret"/> is null or empty.</exception>
    public LogoutUrlBuilder WithDeviceSecret(string deviceSecret)
    {
        ArgumentException.ThrowIfNullOrEmpty(deviceSecret);
        _parameters.DeviceSecret = deviceSecret;
        return this;
    }

    /// <summary>Sets a parameter that has no method here.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Its value, not encoded.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">
    /// One of them is null or empty, or <paramref name="name"/> is that of another method's parameter or of a client credential, in any case.
    /// </exception>
    public LogoutUrlBuilder WithParameter(string name, string value)
    {
        _parameters.SetAdditional(name, value);
        return this;
    }

    /// <summary>Builds the URL of a GET.</summary>
    /// <returns>An absolute URL, every name and value percent-encoded once. It holds secrets: do not log it.</returns>
    public string Build() => _parameters.ToUrl();

    /// <summary>Builds the request, for a form POST (see <see cref="EndSessionMethod"/>). Later calls to this builder do not change it.</summary>
    /// <returns>The request.</returns>
    public LogoutRequest BuildRequest() => new(_parameters.Clone());

    /// <summary>Describes the request without anything secret.</summary>
    /// <returns>The endpoint without its query, and the names of the parameters.</returns>
    public override string ToString() => _parameters.Describe();
}
