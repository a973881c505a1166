namespace Okta.Logout.Testing;

/// <summary>A revocation log has not passed a check.</summary>
public sealed class RevocationLogCheckException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="RevocationLogCheckException"/> class.</summary>
    public RevocationLogCheckException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="RevocationLogCheckException"/> class.</summary>
    /// <param name="message">What the log did wrong.</param>
    public RevocationLogCheckException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="RevocationLogCheckException"/> class.</summary>
    /// <param name="message">What the log did wrong.</param>
    /// <param name="innerException">What the log threw.</param>
    public RevocationLogCheckException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
