using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Reserves tokens in the replay cache, with a time limit, and handles its exceptions. Simultaneous copies of a token wait for each other on this node.</summary>
internal sealed partial class TokenReservations(
    ITokenReplayCache replayCache, SignOutThreads threads, TimeProvider timeProvider, ILogger<TokenReservations> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    // How long a sender is asked to wait after an outage. A reservation that could not be released has expired by then.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private readonly DedicatedThreads? _threads = replayCache is MemoryTokenReplayCache ? null : threads.SignedRequests;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _atWork = new(StringComparer.Ordinal);

    /// <summary>Does what a token asks for, unless that was done before. If the work fails, the token stays unused.</summary>
    /// <param name="issuer">The token's <c>iss</c>.</param>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="replayableUntil">The time from which the token is refused because of its age.</param>
    /// <param name="waits">Whether to wait for the outcome of another copy of the token that is being handled.</param>
    /// <param name="ifUsed">The outcome for a token that was used.</param>
    /// <param name="work">The work, which does not throw.</param>
    public async Task<TokenTerminationOutcome> RunOnceAsync(
        string issuer, string tokenId, DateTimeOffset replayableUntil, bool waits, TokenTerminationOutcome ifUsed, Func<Task<TokenTerminationOutcome>> work)
    {
        var tokenKey = SessionKey.OfToken(issuer, tokenId).ToString();
        var mine = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (_atWork.GetOrAdd(tokenKey, mine) is var first && first != mine)
        {
            if (!waits || !await EndsInTimeAsync(first.Task).ConfigureAwait(false))
                return TokenTerminationOutcome.InProgress;
        }

        try
        {
            return await ReserveAsync(tokenKey).ConfigureAwait(false) switch
            {
                null => TokenTerminationOutcome.NotRecorded,
                TokenReservation.InProgress => TokenTerminationOutcome.InProgress,
                TokenReservation.Used => ifUsed,
                _ => await RunReservedAsync(tokenKey, replayableUntil, work).ConfigureAwait(false),
            };
        }
        finally
        {
            _atWork.TryRemove(tokenKey, out _);
            mine.SetResult(true);
        }
    }

    // If the token cannot be marked as used, a repeated delivery does the work again. That ends no session that began later.
    private async Task<TokenTerminationOutcome> RunReservedAsync(
        string tokenKey, DateTimeOffset replayableUntil, Func<Task<TokenTerminationOutcome>> work)
    {
        var outcome = await work().ConfigureAwait(false);
        await TryAsync(async cancellationToken =>
        {
            if (outcome is TokenTerminationOutcome.Ended)
                await replayCache.MarkUsedAsync(tokenKey, replayableUntil, cancellationToken).ConfigureAwait(false);
            else
                await replayCache.ReleaseAsync(tokenKey, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        return outcome;
    }

    private Task<TokenReservation?> ReserveAsync(string tokenKey) => TryAsync<TokenReservation>(
        cancellationToken => replayCache.ReserveAsync(tokenKey, timeProvider.GetUtcNow() + Lifetime, cancellationToken));

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
            return await BoundedCall.RunAsync(Timeout, token => action(token).AsTask(), _threads, timeProvider, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            Log.ReplayCacheFailed(logger, fault.GetType().Name);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8301, LogLevel.Error, "OL8301: The replay cache failed with {ExceptionType}. The sender of the token is asked to try again. Restore the cache.")]
        public static partial void ReplayCacheFailed(ILogger logger, string exceptionType);
    }
}
