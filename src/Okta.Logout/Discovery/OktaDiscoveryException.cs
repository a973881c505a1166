namespace Okta.Logout;

/// <summary>The discovery document cannot be downloaded, or must not be used. The message begins with an id of docs/errors.md.</summary>
public sealed class OktaDiscoveryException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="OktaDiscoveryException"/> class.</summary>
    /// <param name="message">What was wrong, with which address, and what to do.</param>
    /// <param name="innerException">The fault of the network or of the parser, if there was one.</param>
    public OktaDiscoveryException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
        HelpLink = ErrorHelpLink.Of(message);
    }

    /// <summary>Whether there was no response: the cause is only logged.</summary>
    internal bool IsOfNetwork { get; init; }

    /// <summary>How long the server asked clients to wait.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
