namespace Okta.Logout;

/// <summary>One line of a receipt. Holds nothing secret.</summary>
/// <param name="Name">One of <see cref="SignOutStepNames"/>, or the type name of an <see cref="ISessionTerminator"/>.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Error">
/// <see langword="null"/> when it succeeded; otherwise one line that begins with an id of docs/errors.md. Never the text of an exception.
/// </param>
public sealed record SignOutStep(string Name, SignOutStepOutcome Outcome, TimeSpan Duration, string? Error = null)
{
    /// <summary>The list does not know of the termination: other nodes, or copies of a cookie, may go on.</summary>
    internal bool IsRevocationMissed => Name is SignOutStepNames.RevocationList && Outcome is not SignOutStepOutcome.Succeeded;
}
