using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>What a transmitter is answered (RFC 8935, sections 2.2 and 2.3).</summary>
internal static class SecurityEventAnswers
{
    public static readonly IncomingAnswer Accepted = new(StatusCodes.Status202Accepted);

    public static readonly IncomingAnswer NotAuthenticated =
        IncomingAnswer.BadRequest("OL8342", "The Authorization header is not the agreed one.", "authentication_failed");

    public static readonly IncomingAnswer WrongBody =
        IncomingAnswer.BadRequest("OL8343", "The body has to be one security event token of bounded size.");

    public static readonly IncomingAnswer NotRecorded = IncomingAnswer.Outage("OL8344", "The event cannot be acted upon. It may be sent again.");

    public static IncomingAnswer WrongToken(TokenRefusal refusal) => IncomingAnswer.BadRequest(refusal.Id, refusal.Reason, CodeOf(refusal));

    /// <summary>The codes of RFC 8935, section 2.4, and that of SSF 1.0, section 8.1.4 for a wrong state.</summary>
    private static string CodeOf(TokenRefusal refusal)
    {
        if (refusal == TokenRefusal.WrongAlgorithm || refusal == TokenRefusal.UnknownKey || refusal == TokenRefusal.WrongSignature
            || refusal == TokenRefusal.Encrypted || refusal == SecurityEventRefusals.NotSigned)
        {
            return "invalid_key";
        }

        if (refusal == TokenRefusal.UnknownIssuer)
            return "invalid_issuer";
        if (refusal == TokenRefusal.WrongAudience)
            return "invalid_audience";
        return refusal == SecurityEventRefusals.WrongState ? "invalid_state" : "invalid_request";
    }
}
