using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>The replay memory, with a limit to its time and its exceptions. Copies of a token that arrive together take turns on this node.</summary>
internal sealed partial class TokenReservations(ITokenReplayCache replayCache, TimeProvider timeProvider, ILogger<TokenReservations> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    // What a sender is asked to wait after an outage: a reservation that could not be released is over by then.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(string Issuer, string TokenId), TaskCompletionSource<bool>> _atWork = [];

    /// <summary>Does what a token asks for, unless that was done before. What could not be done leaves the token unused.</summary>
    /// <param name="issuer">The token's <c>iss</c>.</param>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="replayableUntil">When the token is refused by its age.</param>
    /// <param name="waits">Whether to wait for how a copy of the token ends that is at work.</param>
    /// <param name="ifUsed">The outcome for a token that was used.</param>
    /// <param name="work">The work, which does not throw.</param>
    public async Task<TokenTerminationOutcome> RunOnceAsync(
        string issuer, string tokenId, DateTimeOffset replayableUntil, bool waits, TokenTerminationOutcome ifUsed, Func<Task<TokenTerminationOutcome>> work)
    {
        var mine = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (_atWork.GetOrAdd((issuer, tokenId), mine) is var first && first != mine)
        {
            if (!waits || !await EndsInTimeAsync(first.Task).ConfigureAwait(false))
                return TokenTerminationOutcome.InProgress;
        }

        try
        {
            return await TryReserveAsync(issuer, tokenId).ConfigureAwait(false) switch
            {
                null => TokenTerminationOutcome.NotRecorded,
                TokenReservation.InProgress => TokenTerminationOutcome.InProgress,
                TokenReservation.Used => ifUsed,
                _ => await RunReservedAsync(issuer, tokenId, replayableUntil, work).ConfigureAwait(false),
            };
        }
        finally
        {
            _atWork.TryRemove((issuer, tokenId), out _);
            mine.SetResult(true);
        }
    }

    // Where the token cannot be marked, a repeated delivery does once more what was done: it ends no session that began later.
    private async Task<TokenTerminationOutcome> RunReservedAsync(
        string issuer, string tokenId, DateTimeOffset replayableUntil, Func<Task<TokenTerminationOutcome>> work)
    {
        var outcome = await work().ConfigureAwait(false);
        await TryAsync(async cancellationToken =>
        {
            if (outcome is TokenTerminationOutcome.Ended)
                await replayCache.MarkUsedAsync(issuer, tokenId, replayableUntil, cancellationToken).ConfigureAwait(false);
            else
                await replayCache.ReleaseAsync(issuer, tokenId, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        return outcome;
    }

    private Task<TokenReservation?> TryReserveAsync(string issuer, string tokenId) => TryAsync<TokenReservation>(
        cancellationToken => replayCache.TryReserveAsync(issuer, tokenId, timeProvider.GetUtcNow() + Lifetime, cancellationToken));

    private async Task<bool> EndsInTimeAsync(Task work)
    {
        try
        {
            await work.WaitAsync(Timeout, timeProvider, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Null when the memory cannot be reached.</summary>
    private async Task<T?> TryAsync<T>(Func<CancellationToken, ValueTask<T>> action)
        where T : struct
    {
        try
        {
            using var deadline = new Deadline(timeProvider, Timeout, CancellationToken.None);
            return await action(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            Log.ReplayCacheFailed(logger, fault.GetType().Name);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8301, LogLevel.Error, "OL8301: The replay cache failed with {ExceptionType}.")]
        public static partial void ReplayCacheFailed(ILogger logger, string exceptionType);
    }
}
