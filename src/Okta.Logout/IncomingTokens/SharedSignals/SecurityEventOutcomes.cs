namespace Okta.Logout;

/// <summary>The responses to a transmitter (RFC 8935, sections 2.2 and 2.3).</summary>
internal static class SecurityEventOutcomes
{
    public static readonly IncomingOutcome Accepted = new(202);

    public static readonly IncomingOutcome NotAuthenticated =
        IncomingOutcome.BadRequest("OL8342", "The Authorization header is missing, is present twice, or is not the configured one.", "authentication_failed");

    public static readonly IncomingOutcome WrongBody =
        IncomingOutcome.BadRequest("OL8343", "The body has to be a security event token of up to 64 KiB.");

    public static readonly IncomingOutcome NotRecorded = IncomingOutcome.Outage("OL8344", "The event cannot be recorded. It may be sent again.");

    public static IncomingOutcome WrongToken(TokenRefusal refusal) => IncomingOutcome.BadRequest(refusal.Id, refusal.Reason, CodeOf(refusal));

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
