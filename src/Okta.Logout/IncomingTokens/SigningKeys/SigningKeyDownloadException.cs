namespace Okta.Logout;

/// <summary>No key set could be had that may be used; the message begins with an id of docs/errors.md.</summary>
internal sealed class SigningKeyDownloadException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Gets what the server asked for.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
