using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>One sign-out of a browser, while it runs.</summary>
internal sealed class BrowserSignOut(HttpContext context, SignOutSettings settings, LogoutStates states)
{
    public HttpContext Context { get; } = context;

    public SignOutSettings Settings { get; } = settings;

    public LogoutStates States { get; } = states;

    /// <summary>Gets the tokens that were already sent for revocation, because two cookies of one sign-in hold the same tokens.</summary>
    public HashSet<string> SentTokens { get; } = new(StringComparer.Ordinal);

    /// <summary>Returns the request of one session.</summary>
    public SignOutRequest RequestFor(SignOutRequestParts parts, string? callback) => parts.Registration is not { } registration
        ? new()
        {
            Session = parts.Session,
            SessionExpiresAt = parts.SessionExpiresAt,
            Scope = SignOutScope.AppOnly,
            EndLocalSession = parts.EndLocalSession,
            EndedLocally = parts.EndedLocally,
        }
        : new()
        {
            Session = parts.Session,
            SessionExpiresAt = parts.SessionExpiresAt,
            IdToken = parts.IdToken,
            RefreshToken = parts.RefreshToken,
            AccessToken = parts.AccessToken,
            Registration = registration,
            Scope = callback is null ? SignOutScope.AppOnly : Settings.Scope,
            PostLogoutRedirectUri = callback,
            State = States.Create(),
            LogoutHint = Settings.LogoutHint,
            UiLocales = Settings.UiLocales,
            AdditionalParameters = Settings.AdditionalParameters,
            EndLocalSession = parts.EndLocalSession,
            EndedLocally = parts.EndedLocally,
        };
}
