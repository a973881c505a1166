namespace Okta.Logout;

/// <summary>The keys of an issuer cannot be had: our outage, not the sender's fault. Endpoints answer 503, so that the sender tries again.</summary>
internal sealed class SigningKeysUnavailableException(string message, TimeSpan retryAfter, Exception? innerException = null)
    : Exception(message, innerException)
{
    public TimeSpan RetryAfter { get; } = retryAfter;

    public string ErrorId => Message[.."OL8104".Length];
}
