using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>What is recorded of live sessions, and who may end them.</summary>
public sealed class UserSessionOptions
{
    /// <summary>Gets or sets a function that says where a session is used, so that its user can tell it from others.</summary>
    /// <value>
    /// Called when a use of the session is recorded. Up to 200 characters are kept. By default the names of browser and system in the <c>User-Agent</c>, such as <c>Firefox on Windows</c>; addresses are not
    /// recorded, because they are personal data.
    /// </value>
    public Func<HttpContext, string?> Describe { get; set; } = UserAgentText.Of;

    /// <summary>Gets or sets how often the last use of a session is recorded.</summary>
    /// <value>Between one second and one day. The default is one minute: a busy session costs one write a minute on each node.</value>
    public TimeSpan LastSeenInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how long ago a user may have given credentials to end one of several sessions.</summary>
    /// <value>By the <c>auth_time</c> of the ID token, or the sign-in in the app. Not set by default. OWASP ASVS 5.0, V7.5.2, asks for a fresh sign-in: set it to some minutes, and challenge with <c>MaxAge</c> on <see cref="UserSessionOutcome.SignInTooOld"/>.</value>
    public TimeSpan? MaxSignInAge { get; set; }
}
