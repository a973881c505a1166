using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Does what an accepted token asks for, once. What cannot be done leaves the token unused, so that its sender can deliver it again.</summary>
internal sealed partial class TokenTermination(
    TokenReservations reservations, IOktaSignOut signOut, ILogger<TokenTermination> logger)
{
    /// <summary>Ends the sessions. Has no cancellation: a sender that hangs up leaves nothing half done.</summary>
    /// <param name="issuer">The token's <c>iss</c>.</param>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="replayableUntil">When the token is refused by its age.</param>
    /// <param name="targets">Whose sessions.</param>
    /// <param name="reason">The channel.</param>
    public async Task<TokenTerminationOutcome> RunAsync(
        string issuer, string tokenId, DateTimeOffset replayableUntil, IReadOnlyList<SessionTarget> targets, SessionTerminationReason reason)
    {
        if (await reservations.TryReserveAsync(issuer, tokenId, replayableUntil).ConfigureAwait(false) is not { } isFree)
            return TokenTerminationOutcome.NotRecorded;
        if (!isFree)
            return TokenTerminationOutcome.Replayed;

        var outcome = await EndAsync(targets, reason).ConfigureAwait(false);
        if (outcome is not TokenTerminationOutcome.Ended)
            await reservations.ReleaseAsync(issuer, tokenId).ConfigureAwait(false);
        return outcome;
    }

    private async Task<TokenTerminationOutcome> EndAsync(IReadOnlyList<SessionTarget> targets, SessionTerminationReason reason)
    {
        try
        {
            List<SignOutStep> steps = [];
            foreach (var target in targets)
                steps.AddRange((await signOut.EndSessionsAsync(target, reason, CancellationToken.None).ConfigureAwait(false)).Steps);
            var failed = steps.Where(step => step.Outcome is not SignOutStepOutcome.Succeeded).ToList();
            if (failed.Count == 0)
                return TokenTerminationOutcome.Ended;
            return failed.Exists(step => step.Name is SignOutStepNames.RevocationList)
                ? TokenTerminationOutcome.NotRecorded
                : TokenTerminationOutcome.Incomplete;
        }
        catch (Exception fault)
        {
            Log.TerminationFailed(logger, fault.GetType().Name);
            return TokenTerminationOutcome.NotRecorded;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8302, LogLevel.Error, "OL8302: Ending the sessions that a token names failed with {ExceptionType}.")]
        public static partial void TerminationFailed(ILogger logger, string exceptionType);
    }
}
