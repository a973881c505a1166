namespace Okta.Logout.AspNetCore;

/// <summary>A sign-in at a provider that this request completes. Whatever cookie the app issues for it, its session began there.</summary>
/// <param name="Record">The session that the ID token began.</param>
/// <param name="Tokens">The tokens that the app asked to keep.</param>
/// <param name="Previous">The session that the user had in the cookie of <paramref name="CookieScheme"/> when leaving for the provider: browsers do not send the cookie with the form that the provider posts.</param>
/// <param name="CookieScheme">The cookie scheme that the handler signs in to.</param>
internal sealed record RemoteSignIn(SessionRecord Record, SessionTokens Tokens, SessionDescriptor? Previous, string? CookieScheme)
{
    /// <summary>Shows no values, because they are tokens.</summary>
    public override string ToString() => nameof(RemoteSignIn);
}
