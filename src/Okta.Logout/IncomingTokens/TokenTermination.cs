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
    public Task<TokenTerminationOutcome> RunAsync(
        string issuer, string tokenId, DateTimeOffset replayableUntil, IReadOnlyList<SessionTarget> targets, SessionTerminationReason reason)
    {
        // A copy of a logout token is refused however the first ends (Back-Channel Logout 1.0, section 2.6, step 8); elsewhere it is answered like the first.
        var waits = reason is not SessionTerminationReason.BackChannelLogout;
        return reservations.RunOnceAsync(issuer, tokenId, replayableUntil, waits, TokenTerminationOutcome.Replayed, () => EndAsync(targets, reason));
    }

    private async Task<TokenTerminationOutcome> EndAsync(IReadOnlyList<SessionTarget> targets, SessionTerminationReason reason)
    {
        try
        {
            List<SignOutStep> steps = [];
            foreach (var target in targets)
            {
                steps.AddRange((await signOut.EndSessionsAsync(target, reason, CancellationToken.None).ConfigureAwait(false)).Steps);

                // Without the list, the next target would only wait for it as long.
                if (steps.Exists(step => step.IsRevocationMissed))
                    return TokenTerminationOutcome.NotRecorded;
            }

            return steps.TrueForAll(step => step.Outcome is SignOutStepOutcome.Succeeded) ? TokenTerminationOutcome.Ended : TokenTerminationOutcome.Incomplete;
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
