using System.Collections.ObjectModel;

namespace Okta.Logout;

/// <summary>
/// A request to end the user's session at the authorization server (RP-Initiated Logout 1.0, section 2). The browser has to take
/// it there, as <see cref="ToUrl"/> or as a form with <see cref="GetFormFields"/>: sent by a server it does not end a session.
/// </summary>
/// <remarks>A parameter that is null or empty is not sent. The request holds secrets: <see cref="ToString"/> shows names only.</remarks>
public sealed class LogoutRequest
{
    private readonly LogoutParameters _parameters;

    /// <summary>Initializes a new instance of the <see cref="LogoutRequest"/> class.</summary>
    /// <param name="endpoint">The <c>end_session_endpoint</c>; it may have a query.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="endpoint"/> is not an absolute https URL (http for a loopback host) without fragment.
    /// </exception>
    public LogoutRequest(string endpoint) => _parameters = new(CheckedEndpoint(endpoint));

    internal LogoutRequest(LogoutParameters parameters) => _parameters = parameters;

    /// <summary>Gets the <c>end_session_endpoint</c>: the action of a form. Its own query is part of it.</summary>
    public string Endpoint => _parameters.Endpoint;

    /// <summary>Gets or sets the <c>id_token_hint</c>.</summary>
    /// <value>An ID token that the server issued to this app; an expired one is fine. Okta requires it.</value>
    public string? IdTokenHint
    {
        get => _parameters.IdTokenHint;
        set => _parameters.IdTokenHint = value;
    }

    /// <summary>Gets or sets the <c>post_logout_redirect_uri</c>.</summary>
    /// <value>One of the app's sign-out redirect URIs, exactly as registered. If it is not set, the user stays at the server.</value>
    public string? PostLogoutRedirectUri
    {
        get => _parameters.PostLogoutRedirectUri;
        set => _parameters.PostLogoutRedirectUri = value;
    }

    /// <summary>Gets or sets the <c>state</c>.</summary>
    /// <value>Opaque; the server returns it in the query of the redirect.</value>
    public string? State
    {
        get => _parameters.State;
        set => _parameters.State = value;
    }

    /// <summary>Gets or sets the <c>client_id</c>.</summary>
    /// <value>Lets some servers accept <see cref="PostLogoutRedirectUri"/> without an ID token; Okta does not.</value>
    public string? ClientId
    {
        get => _parameters.ClientId;
        set => _parameters.ClientId = value;
    }

    /// <summary>Gets or sets the <c>logout_hint</c>.</summary>
    /// <value>Names the user to the server, which defines its form. Okta does not document it.</value>
    public string? LogoutHint
    {
        get => _parameters.LogoutHint;
        set => _parameters.LogoutHint = value;
    }

    /// <summary>Gets or sets the <c>ui_locales</c>.</summary>
    /// <value>BCP 47 language tags, separated by spaces, the preferred one first.</value>
    public string? UiLocales
    {
        get => _parameters.UiLocales;
        set => _parameters.UiLocales = value;
    }

    /// <summary>Gets or sets the <c>device_secret</c> of Native SSO.</summary>
    /// <value>Okta revokes it, together with the tokens issued for it.</value>
    public string? DeviceSecret
    {
        get => _parameters.DeviceSecret;
        set => _parameters.DeviceSecret = value;
    }

    /// <summary>Gets or sets the parameters that have no property here.</summary>
    /// <value>A copy of what was set; names and values are neither null nor empty.</value>
    /// <exception cref="ArgumentException">
    /// A name or value is null or empty, or a name is that of another property's parameter or of a client credential, in any case.
    /// </exception>
    public IReadOnlyDictionary<string, string>? AdditionalParameters
    {
        get => _parameters.Additional is { } additional ? new ReadOnlyDictionary<string, string>(additional) : null;
        set
        {
            _parameters.Additional = null;
            foreach (var parameter in value ?? new Dictionary<string, string>())
                _parameters.SetAdditional(parameter.Key, parameter.Value);
        }
    }

    /// <summary>Renders the request as the URL of a GET: the endpoint, its own query kept, and every parameter percent-encoded once.</summary>
    /// <returns>An absolute URL. It holds secrets: do not log it.</returns>
    public string ToUrl() => _parameters.ToUrl();

    /// <summary>Renders the request as the fields of a form that the browser posts to <see cref="Endpoint"/>.</summary>
    /// <returns>Names and values as they are: the page that holds the form encodes them as HTML.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> GetFormFields() => _parameters.ToList();

    /// <summary>Describes the request without anything secret.</summary>
    /// <returns>The endpoint without its query, and the names of the parameters.</returns>
    public override string ToString() => _parameters.Describe();

    internal static string CheckedEndpoint(string endpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpoint);
        if (EndpointAddress.IsAllowedForBrowser(endpoint))
            return endpoint;
        throw new ArgumentException(
            "The end-session endpoint must be an absolute https URL (http only for a loopback host), percent-encoded, without fragment.", nameof(endpoint));
    }
}
