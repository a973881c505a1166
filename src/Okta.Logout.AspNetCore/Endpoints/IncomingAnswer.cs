using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>What the sender of a signed request is answered. The error is in the syntax of RFC 6749, section 5.2, unless the endpoint has another.</summary>
internal sealed record IncomingAnswer(int Status, string? ErrorId = null, string Reason = "", string Error = "invalid_request")
{
    private static readonly TimeSpan RetryAfterOutage = TimeSpan.FromSeconds(10);

    public TimeSpan? RetryAfter { get; private init; }

    public string? Challenge { get; init; }

    public static IncomingAnswer BadRequest(string id, string reason, string error = "invalid_request") => new(StatusCodes.Status400BadRequest, id, reason, error);

    public static IncomingAnswer WrongMethod(string id) => new(StatusCodes.Status405MethodNotAllowed, id, "The method has to be POST.");

    /// <summary>Ours, not the sender's fault: the request is worth another try.</summary>
    public static IncomingAnswer Outage(string id, string reason) =>
        new(StatusCodes.Status503ServiceUnavailable, id, reason, "temporarily_unavailable") { RetryAfter = RetryAfterOutage };

    public static IncomingAnswer NoKeys(SigningKeysUnavailableException exception) =>
        Outage(exception.ErrorId, "The keys of the issuer cannot be had.") with { RetryAfter = exception.RetryAfter };
}
