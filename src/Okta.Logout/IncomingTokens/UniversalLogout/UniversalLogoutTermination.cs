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
    public async Task<TokenTerminationOutcome> RunAsync(UniversalLogoutToken token, SubjectIdentifier subject, IReadOnlyList<SessionTarget> targets)
    {
        var issuer = token.Issuer.Issuer + SubjectMark;
        var tokenAndSubject = Digest(token.TokenId, subject);
        switch (await reservations.TryReserveAsync(issuer, tokenAndSubject, waits: true).ConfigureAwait(false))
        {
            case null:
                return TokenTerminationOutcome.NotRecorded;
            case TokenReservation.InProgress:
                return TokenTerminationOutcome.InProgress;
            case TokenReservation.Used:
                return TokenTerminationOutcome.Ended;
        }

        var outcome = await termination
            .RunAsync(token.Issuer.Issuer, token.TokenId, token.ReplayableUntil, targets, SessionTerminationReason.UniversalLogout)
            .ConfigureAwait(false);
        if (outcome is TokenTerminationOutcome.Ended)
            await reservations.MarkUsedAsync(issuer, tokenAndSubject, token.ReplayableUntil).ConfigureAwait(false);
        else
            await reservations.ReleaseAsync(issuer, tokenAndSubject).ConfigureAwait(false);
        return outcome;
    }

    // Whatever keeps the reservations sees no address of a user.
    private static string Digest(string tokenId, SubjectIdentifier subject)
    {
        var key = SessionKey.OfToken(tokenId, subject.ToKey());
        return $"{key.High:x16}{key.Low:x16}";
    }
}
