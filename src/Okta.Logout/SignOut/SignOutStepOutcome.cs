namespace Okta.Logout;

/// <summary>How one step of a sign-out ended.</summary>
public enum SignOutStepOutcome
{
    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>There was nothing to do; the step's error says why.</summary>
    Skipped,

    /// <summary>Tried and failed; the step's error says why.</summary>
    Failed,

    /// <summary>Not finished within its time.</summary>
    TimedOut,
}
