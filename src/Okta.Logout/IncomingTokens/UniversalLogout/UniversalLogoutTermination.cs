namespace Okta.Logout;

/// <summary>Ends a user's sessions once for each token. If the same token comes again for the same user, Okta has repeated the request; for another user, the token is misused.</summary>
internal sealed class UniversalLogoutTermination(TokenReservations reservations, TokenTermination termination)
{
    // No issuer has a fragment: the two kinds of reservations cannot meet.
    private const string SubjectMark = "#sub_id";

    /// <summary>Ends the sessions, or tells that this was done before.</summary>
    /// <param name="token">The token.</param>
    /// <param name="subject">The user, as the body names them.</param>
    /// <param name="targets">The user's sessions.</param>
    /// <param name="steps">Gets what was done.</param>
    public Task<TokenTerminationOutcome> RunAsync(UniversalLogoutToken token, SubjectIdentifier subject, IReadOnlyList<SessionTarget> targets, List<SignOutStep> steps)
    {
        var issuer = token.Issuer.Issuer;
        return reservations.RunOnceAsync(
            issuer + SubjectMark, Digest(token.TokenId, subject), token.ReplayableUntil, waits: true, ifUsed: TokenTerminationOutcome.Ended,
            () => termination.RunAsync(issuer, token.TokenId, token.ReplayableUntil, targets, SessionTerminationReason.UniversalLogout, steps));
    }

    // A digest, so that the store of the reservations does not see the user's address.
    private static string Digest(string tokenId, SubjectIdentifier subject) => SessionKey.OfToken(tokenId, subject.ToKey()).ToString();
}
