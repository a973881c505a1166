namespace Okta.Logout;

/// <summary>The receipt of a native app's sign-out.</summary>
/// <param name="outcome">How it ended.</param>
/// <param name="steps">What was done, in order.</param>
/// <param name="reason">Why it is not <see cref="NativeSignOutOutcome.SignedOut"/>.</param>
/// <exception cref="ArgumentNullException"><paramref name="steps"/> is null.</exception>
public sealed class NativeSignOutReceipt(NativeSignOutOutcome outcome, IReadOnlyList<SignOutStep> steps, string? reason = null)
{
    /// <summary>Gets how the sign-out ended.</summary>
    public NativeSignOutOutcome Outcome { get; } = outcome;

    /// <summary>Gets what was done, in order.</summary>
    public IReadOnlyList<SignOutStep> Steps { get; } = steps ?? throw new ArgumentNullException(nameof(steps));

    /// <summary>Gets why the outcome is not <see cref="NativeSignOutOutcome.SignedOut"/>.</summary>
    /// <value>One line that begins with an id of docs/errors.md; <see langword="null"/> for <see cref="NativeSignOutOutcome.SignedOut"/>.</value>
    public string? Reason { get; } = reason;

    /// <summary>Gets whether the app's own copy of the tokens is gone, and the session is over for the app.</summary>
    public bool IsSignedOutLocally => new SignOutReceipt(Steps).IsSignedOutLocally;

    /// <summary>Returns the outcome, and that of every step, without any secret.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{Outcome}: {string.Join(", ", Steps)}";
}
