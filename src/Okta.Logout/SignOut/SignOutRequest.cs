namespace Okta.Logout;

/// <summary>A user's own sign-out: which session ends, and with which tokens.</summary>
public sealed class SignOutRequest
{
    /// <summary>Gets the session that ends.</summary>
    /// <value><see langword="null"/> where the app keeps no sessions on a server: then nothing goes on the revocation list.</value>
    public SessionDescriptor? Session { get; init; }

    /// <summary>Gets the ID token of the session, expired or not: the <c>id_token_hint</c>.</summary>
    public string? IdToken { get; init; }

    /// <summary>Gets the refresh token to revoke.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Gets the access token to revoke.</summary>
    public string? AccessToken { get; init; }

    /// <summary>Gets the <c>device_secret</c> of Native SSO: Okta revokes it, and signs out every app of the device.</summary>
    public string? DeviceSecret { get; init; }

    /// <summary>Gets how far the sign-out reaches.</summary>
    public SignOutScope Scope { get; init; } = SignOutScope.AppAndOkta;

    /// <summary>Gets where Okta sends the browser afterwards.</summary>
    /// <value>Exactly as under "Sign-out redirect URIs" in the Admin Console; without it the browser stays at Okta.</value>
    public string? PostLogoutRedirectUri { get; init; }

    /// <summary>Gets the opaque value that comes back with the redirect.</summary>
    public string? State { get; init; }

    /// <summary>Gets the <c>logout_hint</c>; Okta ignores it, other providers may not.</summary>
    public string? LogoutHint { get; init; }

    /// <summary>Gets the <c>ui_locales</c>: BCP 47 tags, separated by spaces.</summary>
    public string? UiLocales { get; init; }

    /// <summary>Gets further parameters of the logout request.</summary>
    /// <value>A copy of what was set; names and values are neither null nor empty.</value>
    /// <exception cref="ArgumentException">One that <see cref="LogoutRequest.AdditionalParameters"/> does not take either.</exception>
    public IReadOnlyDictionary<string, string>? AdditionalParameters
    {
        get;
        init
        {
            foreach (var parameter in value ?? new Dictionary<string, string>())
                LogoutParameters.CheckAdditional(parameter.Key, parameter.Value);
            field = value?.ToDictionary(parameter => parameter.Key, parameter => parameter.Value);
        }
    }

    /// <summary>Gets the name of the <see cref="OktaLogoutOptions"/> to use: in ASP.NET Core the OpenID Connect scheme.</summary>
    public string Registration { get; init; } = "";

    /// <summary>Gets the caller's own clearing: deletes the cookie, the file, the key chain entry.</summary>
    /// <value>Runs isolated, before anything remote, as the step <see cref="SignOutStepNames.LocalSession"/>.</value>
    public Func<CancellationToken, Task>? EndLocalSession { get; init; }

    /// <summary>Gets whether <see cref="EndLocalSession"/> may hold up its caller: not where the code of the library alone takes part.</summary>
    internal bool EndLocalSessionMayBlock { get; init; } = true;

    /// <summary>Returns the scope, without any token.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{nameof(SignOutRequest)} ({Scope})";
}
