using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Does what an accepted token asks for, once. What cannot be done leaves the token unused, so that its sender can deliver it again.</summary>
internal sealed partial class TokenTermination(
    ITokenReplayCache replayCache, IOktaSignOut signOut, TimeProvider timeProvider, ILogger<TokenTermination> logger)
{
    private static readonly TimeSpan ReplayCacheTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Ends the sessions. Has no cancellation: a sender that hangs up leaves nothing half done.</summary>
    /// <param name="issuer">The token's <c>iss</c>.</param>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="replayableUntil">When the token is refused by its age.</param>
    /// <param name="targets">Whose sessions.</param>
    /// <param name="reason">The channel.</param>
    public async Task<TokenTerminationOutcome> RunAsync(
        string issuer, string tokenId, DateTimeOffset replayableUntil, IReadOnlyList<SessionTarget> targets, SessionTerminationReason reason)
    {
        try
        {
            using var deadline = new Deadline(timeProvider, ReplayCacheTimeout, CancellationToken.None);
            if (!await replayCache.TryReserveAsync(issuer, tokenId, replayableUntil, deadline.Token).ConfigureAwait(false))
                return TokenTerminationOutcome.Replayed;
        }
        catch (Exception fault)
        {
            Log.ReplayCacheFailed(logger, fault.GetType().Name);
            return TokenTerminationOutcome.NotRecorded;
        }

        var outcome = await EndAsync(targets, reason).ConfigureAwait(false);
        if (outcome is not TokenTerminationOutcome.Ended)
            await ReleaseAsync(issuer, tokenId).ConfigureAwait(false);
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

    private async Task ReleaseAsync(string issuer, string tokenId)
    {
        try
        {
            using var deadline = new Deadline(timeProvider, ReplayCacheTimeout, CancellationToken.None);
            await replayCache.ReleaseAsync(issuer, tokenId, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            Log.ReplayCacheFailed(logger, fault.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8301, LogLevel.Error, "OL8301: The replay cache failed with {ExceptionType}.")]
        public static partial void ReplayCacheFailed(ILogger logger, string exceptionType);

        [LoggerMessage(8302, LogLevel.Error, "OL8302: Ending the sessions that a token names failed with {ExceptionType}.")]
        public static partial void TerminationFailed(ILogger logger, string exceptionType);
    }
}
