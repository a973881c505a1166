namespace Okta.Logout;

/// <summary>A user's own sign-out: which session ends, and with which tokens. Not to be changed while the sign-out runs.</summary>
public sealed class SignOutRequest
{
    /// <summary>Gets or sets the session that ends.</summary>
    /// <value><see langword="null"/> if the app has no server-side sessions: then nothing is added to the revocation list.</value>
    public SessionDescriptor? Session { get; set; }

    /// <summary>Gets or sets the ID token of the session, expired or not: the <c>id_token_hint</c>.</summary>
    public string? IdToken { get; set; }

    /// <summary>Gets or sets the refresh token to revoke.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>Gets or sets the access token to revoke.</summary>
    public string? AccessToken { get; set; }

    /// <summary>Gets or sets the <c>device_secret</c> of Native SSO: Okta revokes it, and signs out every app of the device.</summary>
    public string? DeviceSecret { get; set; }

    /// <summary>Gets or sets how far the sign-out reaches.</summary>
    public SignOutScope Scope { get; set; } = SignOutScope.AppAndOkta;

    /// <summary>Gets or sets where Okta sends the browser afterwards.</summary>
    /// <value>Exactly as under "Sign-out redirect URIs" in the Admin Console; without it the browser stays at Okta.</value>
    public string? PostLogoutRedirectUri { get; set; }

    /// <summary>Gets or sets the opaque value that comes back with the redirect.</summary>
    public string? State { get; set; }

    /// <summary>Gets or sets the <c>logout_hint</c>; Okta ignores it, other providers may not.</summary>
    public string? LogoutHint { get; set; }

    /// <summary>Gets or sets the <c>ui_locales</c>: BCP 47 tags, separated by spaces.</summary>
    public string? UiLocales { get; set; }

    /// <summary>Gets or sets further parameters of the logout request.</summary>
    /// <value>A copy of what was set; names and values are neither null nor empty.</value>
    /// <exception cref="ArgumentException">One that <see cref="LogoutRequest.AdditionalParameters"/> does not take either.</exception>
    public IReadOnlyDictionary<string, string>? AdditionalParameters
    {
        get;
        set
        {
            foreach (var parameter in value ?? new Dictionary<string, string>())
                LogoutParameters.CheckAdditional(parameter.Key, parameter.Value);
            field = value?.ToDictionary(parameter => parameter.Key, parameter => parameter.Value);
        }
    }

    /// <summary>Gets or sets the name of the <see cref="OktaLogoutOptions"/> to use: in ASP.NET Core the OpenID Connect scheme.</summary>
    public string Registration { get; set; } = "";

    /// <summary>Gets or sets the function that deletes the caller's own copy of the session: the cookie, the file, or the key chain entry.</summary>
    /// <value>Runs isolated, before anything remote, as the step <see cref="SignOutStepNames.LocalSession"/>.</value>
    public Func<CancellationToken, Task>? EndLocalSession { get; set; }

    /// <summary>Gets when the caller's copy of the session expires by itself, if that is known: the revocation list remembers the session at least as long.</summary>
    internal DateTimeOffset? SessionExpiresAt { get; init; }

    /// <summary>Gets what is completed when the local part has ended, whatever its outcome, so that the caller can continue with another session without waiting for Okta.</summary>
    internal TaskCompletionSource<bool>? EndedLocally { get; init; }

    /// <summary>Returns the scope, without any token.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{nameof(SignOutRequest)} ({Scope})";
}
