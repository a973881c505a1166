namespace Okta.Logout;

/// <summary>The receipt of a sign-out: what was done, and what the browser has to do next.</summary>
public sealed class SignOutResult
{
    /// <summary>Gets what was done, in order.</summary>
    public required IReadOnlyList<SignOutStep> Steps { get; init; }

    /// <summary>Gets the request that ends the Okta session. It has to be a navigation of the user's browser.</summary>
    /// <value><see langword="null"/> where there is none; <see cref="OktaLogoutOmission"/> says why.</value>
    public LogoutRequest? OktaLogout { get; init; }

    /// <summary>Gets why there is no <see cref="OktaLogout"/>.</summary>
    /// <value><see langword="null"/> where there is one.</value>
    public OktaLogoutOmission? OktaLogoutOmission { get; init; }

    /// <summary>Gets whether Okta could not be reached at all during this sign-out.</summary>
    /// <value>
    /// When <see langword="true"/>, a browser that is sent to Okta is likely to end on an error page of its own: tell the user first. Slow answers and
    /// error answers do not count.
    /// </value>
    public bool IsOktaUnreachable { get; init; }

    /// <summary>Gets whether the app's own session is over: it is on the revocation list, and the caller's copy is gone.</summary>
    public bool IsSignedOutLocally => Steps
        .Where(step => step.Name is SignOutStepNames.RevocationList or SignOutStepNames.LocalSession)
        .All(step => step.Outcome is SignOutStepOutcome.Succeeded or SignOutStepOutcome.Skipped);

    /// <summary>Returns the outcome of every step, without any secret.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => string.Join(", ", Steps.Select(step => $"{step.Name}: {step.Outcome}"));
}
