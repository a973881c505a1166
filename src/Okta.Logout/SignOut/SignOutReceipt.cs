namespace Okta.Logout;

/// <summary>The receipt of a sign-out: what was done, and what the browser has to do next.</summary>
/// <param name="steps">What was done, in order.</param>
/// <param name="oktaLogouts">The requests that the browser has to send; none unless given.</param>
/// <param name="omission">Why a session at a provider has no request; see <see cref="OktaLogoutOmission"/>.</param>
/// <param name="isOktaLikelyUnreachable">Whether the user should be told before the browser goes to Okta; see <see cref="IsOktaLikelyUnreachable"/>.</param>
/// <exception cref="ArgumentNullException"><paramref name="steps"/> is null.</exception>
public sealed class SignOutReceipt(
    IReadOnlyList<SignOutStep> steps, IReadOnlyList<LogoutRequest>? oktaLogouts = null, OktaLogoutOmission? omission = null, bool isOktaLikelyUnreachable = false)
{
    /// <summary>Gets what was done, in order.</summary>
    public IReadOnlyList<SignOutStep> Steps { get; } = steps ?? throw new ArgumentNullException(nameof(steps));

    /// <summary>Gets the requests that end the user's sessions at providers, in the order in which the browser has to send them.</summary>
    /// <value>
    /// One for each Okta org, or other provider, at which a session of this browser began; most users have one. In ASP.NET Core only the first has to be
    /// sent: the browser comes back from each provider and is then sent to the next.
    /// </value>
    public IReadOnlyList<LogoutRequest> OktaLogouts { get; } = oktaLogouts ?? [];

    /// <summary>Gets the request that ends the Okta session: the first of <see cref="OktaLogouts"/>. It has to be a navigation of the user's browser.</summary>
    /// <value><see langword="null"/> if there is none; <see cref="OktaLogoutOmission"/> says why.</value>
    public LogoutRequest? OktaLogout => OktaLogouts.Count > 0 ? OktaLogouts[0] : null;

    /// <summary>Gets why a session at a provider has no request in <see cref="OktaLogouts"/>.</summary>
    /// <value><see langword="null"/> if each has one.</value>
    public OktaLogoutOmission? OktaLogoutOmission { get; } = omission;

    /// <summary>Gets whether a browser that is sent to Okta is likely to show an error page of its own: tell the user first.</summary>
    /// <value>
    /// <see langword="true"/> if a revocation request found no connection, or if the endpoints are not known because discovery failed, was not finished in
    /// time, or has no valid options. A revocation that is slow or gets an error response does not count.
    /// </value>
    public bool IsOktaLikelyUnreachable { get; } = isOktaLikelyUnreachable;

    /// <summary>Gets whether the app's own session is over: it is on the revocation list, and the caller's copy is gone.</summary>
    public bool IsSignedOutLocally => Steps
        .Where(step => step.Name is SignOutStepNames.RevocationList or SignOutStepNames.LocalSession)
        .All(step => step.Outcome is SignOutStepOutcome.Succeeded or SignOutStepOutcome.Skipped);

    /// <summary>Returns the outcome of every step, without any secret.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => string.Join(", ", Steps.Select(step => $"{step.Name}: {step.Outcome}"));
}
