using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>What a transmitter is answered (RFC 8935, sections 2.2 and 2.3).</summary>
internal sealed record SecurityEventAnswer(int Status, string? ErrorId = null, string Reason = "", string Code = "invalid_request")
{
    // First: the answers below are made with it.
    private static readonly TimeSpan RetryAfterOutage = TimeSpan.FromSeconds(10);

    public static readonly SecurityEventAnswer Accepted = new(StatusCodes.Status202Accepted);

    public static readonly SecurityEventAnswer WrongMethod = new(StatusCodes.Status405MethodNotAllowed, "OL8341", "The method has to be POST.");

    public static readonly SecurityEventAnswer NotAuthenticated =
        new(StatusCodes.Status400BadRequest, "OL8342", "The Authorization header is not the agreed one.", "authentication_failed");

    public static readonly SecurityEventAnswer WrongBody =
        new(StatusCodes.Status400BadRequest, "OL8343", "The body has to be one security event token of bounded size.");

    public static readonly SecurityEventAnswer NotRecorded = Outage("OL8344", "The event cannot be acted upon. It may be sent again.");

    public TimeSpan? RetryAfter { get; private init; }

    public static SecurityEventAnswer NoKeys(TimeSpan retryAfter) => Outage("OL8104", "The keys of the issuer cannot be had.") with { RetryAfter = retryAfter };

    /// <summary>A body that could not be read at all: too large, too slow, cut off.</summary>
    public static SecurityEventAnswer Unread(int status) => WrongBody with { Status = status };

    /// <summary>The codes of RFC 8935, section 2.4, and that of SSF 1.0, section 8.1.4 for a wrong state.</summary>
    public static SecurityEventAnswer WrongToken(TokenRefusal refusal)
    {
        var code = "invalid_request";
        if (refusal == TokenRefusal.WrongAlgorithm || refusal == TokenRefusal.UnknownKey || refusal == TokenRefusal.WrongSignature
            || refusal == TokenRefusal.Encrypted || refusal == SecurityEventRefusals.NotSigned)
        {
            code = "invalid_key";
        }
        else if (refusal == TokenRefusal.UnknownIssuer)
            code = "invalid_issuer";
        else if (refusal == TokenRefusal.WrongAudience)
            code = "invalid_audience";
        else if (refusal == SecurityEventRefusals.WrongState)
            code = "invalid_state";
        return new(StatusCodes.Status400BadRequest, refusal.Id, refusal.Reason, code);
    }

    private static SecurityEventAnswer Outage(string id, string reason) =>
        new(StatusCodes.Status503ServiceUnavailable, id, reason, "temporarily_unavailable") { RetryAfter = RetryAfterOutage };
}
