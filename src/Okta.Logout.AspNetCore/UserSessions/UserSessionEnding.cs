namespace Okta.Logout.AspNetCore;

/// <summary>What became of the wish to end a session, and the receipt of it.</summary>
public sealed class UserSessionEnding
{
    internal UserSessionEnding(UserSessionOutcome outcome, TerminationReceipt? receipt = null)
    {
        Outcome = outcome;
        Receipt = receipt;
    }

    /// <summary>Gets the outcome.</summary>
    public UserSessionOutcome Outcome { get; }

    /// <summary>Gets the receipt.</summary>
    /// <value><see langword="null"/> if nothing was tried.</value>
    public TerminationReceipt? Receipt { get; }
}
