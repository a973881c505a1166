namespace Okta.Logout;

/// <summary>The receipt of a termination.</summary>
/// <param name="steps">What was done, in order.</param>
public sealed class TerminationReceipt(IReadOnlyList<SignOutStep> steps)
{
    /// <summary>Gets what was done, in order.</summary>
    public IReadOnlyList<SignOutStep> Steps { get; } = steps ?? throw new ArgumentNullException(nameof(steps));

    /// <summary>Gets whether every step succeeded.</summary>
    public bool Succeeded => Steps.All(step => step.Outcome is SignOutStepOutcome.Succeeded);
}
