namespace Okta.Logout;

/// <summary>How it ended to do what a token asked for.</summary>
internal enum TokenTerminationOutcome
{
    /// <summary>Every step succeeded.</summary>
    Ended,

    /// <summary>The token was used before; nothing was done.</summary>
    Replayed,

    /// <summary>The same token is at work already, and may still fail; nothing was done.</summary>
    InProgress,

    /// <summary>The replay memory or the revocation list cannot be reached. The token may be delivered again.</summary>
    NotRecorded,

    /// <summary>The sessions are dead, but a terminator of the app failed. The token may be delivered again.</summary>
    Incomplete,
}
