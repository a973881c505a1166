namespace Okta.Logout;

/// <summary>Which signals are accepted (RFC 8935, OpenID Shared Signals Framework 1.0), and what the app does on them.</summary>
public sealed class SharedSignalsOptions : IOktaOrgOptions
{
    /// <summary>Gets or sets the <c>aud</c> of the stream.</summary>
    /// <value>As it is registered at Okta: usually the URL of the endpoint. Compared code point by code point.</value>
    public string Audience { get; set; } = "";

    /// <summary>Gets or sets the value of the <c>Authorization</c> header that Okta was told to send (SSF 1.0, section 6.1.1).</summary>
    /// <value>If it is not set, the header is not checked; the signature authenticates Okta.</value>
    public string? AuthorizationHeader { get; set; }

    /// <summary>Gets or sets the <c>state</c> that a verification event must have (SSF 1.0, section 8.1.4).</summary>
    /// <value>If it is not set, any state is accepted.</value>
    public string? VerificationState { get; set; }

    /// <summary>Gets or sets what the app does when a session of a user has ended at Okta (CAEP 1.0, section 3.1).</summary>
    /// <value>
    /// The default is <see cref="SharedSignalAction.EndSessions"/>. Okta reports every sign-out, but not which session ended, so the user is signed out
    /// of this app in all browsers.
    /// </value>
    public SharedSignalAction OnSessionRevoked { get; set; } = SharedSignalAction.EndSessions;

    /// <summary>Gets or sets what the app does when a user's password or factors have changed (CAEP 1.0, section 3.3).</summary>
    /// <value>The default is <see cref="SharedSignalAction.Ignore"/>.</value>
    public SharedSignalAction OnCredentialChange { get; set; } = SharedSignalAction.Ignore;

    /// <summary>Gets or sets how old a token may be, by its <c>iat</c>.</summary>
    /// <value>Between one minute and 90 days. The default is 7 days, because a stream that was paused delivers late. Used tokens are remembered for the same time.</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Gets or sets how far Okta's clock may differ from this one.</summary>
    /// <value>Between zero and 10 minutes. The default is 5 minutes.</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets issuers that are accepted besides the org authorization servers of the app's schemes.</summary>
    /// <value>Empty by default: only <c>https://{host of the scheme's issuer}</c>, with its keys at <c>/oauth2/v1/keys</c>.</value>
    public IList<OktaOrgIssuer> AdditionalIssuers { get; } = [];
}
