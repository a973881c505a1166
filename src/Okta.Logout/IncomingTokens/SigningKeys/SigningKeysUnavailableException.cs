namespace Okta.Logout;

/// <summary>A token cannot be validated because keys are missing, which is not its sender's fault. Endpoints respond with 503, so that the sender tries again.</summary>
/// <remarks>No inner exception, because its message may hold anything, such as the password of a proxy.</remarks>
internal sealed class SigningKeysUnavailableException(string message, TimeSpan retryAfter) : Exception(message)
{
    public TimeSpan RetryAfter { get; } = retryAfter;

    /// <summary>Gets whether no keys are available. Otherwise one key is unknown, and it is too early to download the keys again.</summary>
    public bool IsOutage { get; init; } = true;

    public string ErrorId => Message[.."OL8104".Length];
}
