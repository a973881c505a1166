namespace Okta.Logout;

/// <summary>The outcome of doing what a token asks for.</summary>
internal enum TokenTerminationOutcome
{
    /// <summary>The sessions have ended, but a terminator of the app failed. The token may be delivered again.</summary>
    Incomplete,

    /// <summary>Every step succeeded.</summary>
    Ended,

    /// <summary>The token was used before; nothing was done.</summary>
    Replayed,

    /// <summary>The same token is being handled already, and may still fail; nothing was done.</summary>
    InProgress,

    /// <summary>The replay memory or the revocation list cannot be reached, or too few replicas of the list have confirmed the entry. The token may be delivered again.</summary>
    NotRecorded,
}
