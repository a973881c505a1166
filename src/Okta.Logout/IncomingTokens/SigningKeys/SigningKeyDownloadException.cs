namespace Okta.Logout;

/// <summary>No usable key set could be downloaded. The message begins with an id of docs/errors.md.</summary>
internal sealed class SigningKeyDownloadException(string message) : Exception(message)
{
    /// <summary>Gets what the server asked for.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
