namespace Okta.Logout;

/// <summary>Ends a user's sessions once for each token. The same token for the same user again is a repetition of Okta's, for another user a misuse.</summary>
internal sealed class UniversalLogoutTermination(TokenReservations reservations, TokenTermination termination)
{
    // No issuer has a fragment: the two kinds of reservations cannot meet.
    private const string SubjectMark = "#sub_id";

    /// <summary>Ends the sessions, or tells that this was done before.</summary>
    /// <param name="token">The token.</param>
    /// <param name="subject">The user, as the body names them.</param>
    /// <param name="targets">The user's sessions.</param>
    public Task<TokenTerminationOutcome> RunAsync(UniversalLogoutToken token, SubjectIdentifier subject, IReadOnlyList<SessionTarget> targets)
    {
        var issuer = token.Issuer.Issuer;
        return reservations.RunOnceAsync(
            issuer + SubjectMark, Digest(token.TokenId, subject), token.ReplayableUntil, waits: true, ifUsed: TokenTerminationOutcome.Ended,
            () => termination.RunAsync(issuer, token.TokenId, token.ReplayableUntil, targets, SessionTerminationReason.UniversalLogout));
    }

    // Whatever keeps the reservations sees no address of a user.
    private static string Digest(string tokenId, SubjectIdentifier subject)
    {
        var key = SessionKey.OfToken(tokenId, subject.ToKey());
        return $"{key.High:x16}{key.Low:x16}";
    }
}
