namespace Okta.Logout;

/// <summary>How one step of a sign-out ended.</summary>
public enum SignOutStepOutcome
{
    /// <summary>Attempted, but failed; the step's error says why.</summary>
    Failed,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>There was nothing to do; the step's error says why.</summary>
    Skipped,

    /// <summary>Not finished within its time.</summary>
    TimedOut,

    /// <summary>Prepared, but not done: only the user's browser can do it. Whether it did is unknown until the browser comes back.</summary>
    Prepared,
}
