using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Does what an accepted token asks for, once. If that fails, the token stays unused, so that its sender can deliver it again.</summary>
internal sealed partial class TokenTermination(
    TokenReservations reservations, IOktaSignOut signOut, ILogger<TokenTermination> logger)
{
    /// <summary>Ends the sessions. Cannot be cancelled: if the sender closes the connection, the work still completes.</summary>
    /// <param name="issuer">The token's <c>iss</c>.</param>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="replayableUntil">The time from which the token is refused because of its age.</param>
    /// <param name="targets">Whose sessions.</param>
    /// <param name="reason">The channel.</param>
    /// <param name="steps">Gets what was done.</param>
    public Task<TokenTerminationOutcome> RunAsync(
        string issuer, string tokenId, DateTimeOffset replayableUntil, IReadOnlyList<SessionTarget> targets, SessionTerminationReason reason, List<SignOutStep> steps)
    {
        // A copy of a logout token is refused, however the first one ends (Back-Channel Logout 1.0, section 2.6, step 8). On other channels a copy gets the same response as the first.
        var waits = reason != SessionTerminationReason.BackChannelLogout;
        return reservations.RunOnceAsync(issuer, tokenId, replayableUntil, waits, TokenTerminationOutcome.Replayed, () => EndAsync(targets, reason, steps));
    }

    private async Task<TokenTerminationOutcome> EndAsync(IReadOnlyList<SessionTarget> targets, SessionTerminationReason reason, List<SignOutStep> steps)
    {
        try
        {
            foreach (var target in targets)
            {
                steps.AddRange((await signOut.EndSessionsAsync(new(target, reason), CancellationToken.None).ConfigureAwait(false)).Steps);

                // If the list is down, the next target would only wait for it again.
                if (steps.Exists(step => step.IsRevocationMissed))
                    return TokenTerminationOutcome.NotRecorded;
            }

            // The sessions have ended, but that may be lost with one server: 503, so that the sender delivers the token again.
            if (steps.Exists(step => step.IsReplicationMissed))
                return TokenTerminationOutcome.NotRecorded;
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
        [LoggerMessage(8302, LogLevel.Error, "OL8302: The sessions that a token names could not be ended: IOktaSignOut failed with {ExceptionType}. The sender is asked to try again.")]
        public static partial void TerminationFailed(ILogger logger, string exceptionType);
    }
}
