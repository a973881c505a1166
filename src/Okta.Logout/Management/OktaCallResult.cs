namespace Okta.Logout;

/// <summary>The result of a call of an API of Okta.</summary>
public sealed class OktaCallResult
{
    internal OktaCallResult(OktaCallStatus status, string? error = null, string? errorCode = null, string? errorSummary = null, TimeSpan? retryAfter = null)
    {
        Status = status;
        Error = error;
        ErrorCode = errorCode;
        ErrorSummary = errorSummary;
        RetryAfter = retryAfter;
    }

    /// <summary>Gets how the call ended.</summary>
    public OktaCallStatus Status { get; }

    /// <summary>Gets why it did not succeed.</summary>
    /// <value><see langword="null"/> when it succeeded; otherwise one line that begins with an id of docs/errors.md and may name Okta's error code. Holds nothing secret.</value>
    public string? Error { get; }

    /// <summary>Gets Okta's error code, such as <c>E0000007</c>, or the OAuth error.</summary>
    /// <value><see langword="null"/> if Okta gave none.</value>
    public string? ErrorCode { get; }

    /// <summary>Gets Okta's own words, for an administrator.</summary>
    /// <value><see langword="null"/> if Okta gave none. They may name the user: do not log them.</value>
    public string? ErrorSummary { get; }

    /// <summary>Gets how long to wait before the call is repeated.</summary>
    /// <value><see langword="null"/> unless Okta's rate limit was reached.</value>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Gets whether Okta has done it.</summary>
    public bool Succeeded => Status is OktaCallStatus.Succeeded;

    /// <summary>Returns status and error, which hold nothing secret.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => Error is null ? $"{Status}" : $"{Status}: {Error}";
}
