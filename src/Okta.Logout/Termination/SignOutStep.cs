namespace Okta.Logout;

/// <summary>One line of a receipt. Holds nothing secret.</summary>
/// <param name="name">What was done; see <see cref="Name"/>.</param>
/// <param name="outcome">How it ended.</param>
/// <param name="duration">How long it took.</param>
/// <param name="error">Why it did not succeed; see <see cref="Error"/>.</param>
/// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
public sealed class SignOutStep(string name, SignOutStepOutcome outcome, TimeSpan duration, string? error = null)
{
    /// <summary>Gets what was done.</summary>
    /// <value>One of <see cref="SignOutStepNames"/>, or the type name of an <see cref="ISessionTerminator"/>.</value>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>Gets how it ended.</summary>
    public SignOutStepOutcome Outcome { get; } = outcome;

    /// <summary>Gets how long it took.</summary>
    public TimeSpan Duration { get; } = duration;

    /// <summary>Gets why it did not succeed.</summary>
    /// <value>
    /// <see langword="null"/> when it succeeded; otherwise one line that begins with an id of docs/errors.md. Never the text of an exception.
    /// </value>
    public string? Error { get; } = error;

    /// <summary>The list does not have the entry, so other nodes may go on serving the session, and copies of its cookie may work.</summary>
    internal bool IsRevocationMissed => Name is SignOutStepNames.RevocationList && Outcome is not SignOutStepOutcome.Succeeded;

    /// <summary>The list has the entry, but not on as many copies as the app asks for.</summary>
    internal bool IsReplicationMissed => Name is SignOutStepNames.RevocationListReplicas && Outcome is not SignOutStepOutcome.Succeeded;

    /// <summary>Returns name, outcome and error, which hold nothing secret.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => Error is null ? $"{Name}: {Outcome}" : $"{Name}: {Outcome} ({Error.TrimEnd('.')})";

    /// <summary>The same step, with another end.</summary>
    internal SignOutStep With(SignOutStepOutcome outcome, string error) => new(Name, outcome, Duration, error);
}
