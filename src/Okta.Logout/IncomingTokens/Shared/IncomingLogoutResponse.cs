namespace Okta.Logout;

/// <summary>The response to an <see cref="IncomingLogoutRequest"/>, which the host has to send as it is.</summary>
public sealed class IncomingLogoutResponse
{
    internal IncomingLogoutResponse(
        int statusCode, IReadOnlyDictionary<string, string> headers, string? body, string? errorId, TerminationReceipt? receipt)
    {
        StatusCode = statusCode;
        Headers = headers;
        Body = body;
        ErrorId = errorId;
        Receipt = receipt;
    }

    /// <summary>Gets the HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>Gets the headers, <c>Content-Type</c> included.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the body: JSON in UTF-8, without anything of the request.</summary>
    /// <value><see langword="null"/> if the response has none.</value>
    public string? Body { get; }

    /// <summary>Gets the id of docs/errors.md that says why the request was refused.</summary>
    /// <value><see langword="null"/> if it was not.</value>
    public string? ErrorId { get; }

    /// <summary>Gets what was done to the sessions.</summary>
    /// <value><see langword="null"/> if no session was to be ended, such as for a token that was used before.</value>
    public TerminationReceipt? Receipt { get; }

    /// <summary>Returns status and error.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{nameof(IncomingLogoutResponse)} ({StatusCode}{(ErrorId is null ? "" : ", " + ErrorId)})";
}
