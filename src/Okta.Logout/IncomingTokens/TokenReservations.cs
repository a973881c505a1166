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

    /// <summary>What is known of the token, which is the caller's if nothing is; null when the memory cannot be reached.</summary>
    /// <param name="issuer">The token's <c>iss</c>.</param>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="waits">Whether to wait for how a copy of the token ends that is at work.</param>
    public async Task<TokenReservation?> TryReserveAsync(string issuer, string tokenId, bool waits)
    {
        var mine = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (_atWork.GetOrAdd((issuer, tokenId), mine) is var first && first != mine)
        {
            if (!waits || !await EndsInTimeAsync(first.Task).ConfigureAwait(false))
                return TokenReservation.InProgress;
        }

        var result = await AskAsync(issuer, tokenId).ConfigureAwait(false);
        if (result is not TokenReservation.Reserved)
            LetNextGo(issuer, tokenId);
        return result;
    }

    /// <summary>Where this fails, a repeated delivery does once more what was done: it ends no session that began later.</summary>
    public async Task MarkUsedAsync(string issuer, string tokenId, DateTimeOffset expiresAt)
    {
        await TryAsync(cancellationToken => replayCache.MarkUsedAsync(issuer, tokenId, expiresAt, cancellationToken)).ConfigureAwait(false);
        LetNextGo(issuer, tokenId);
    }

    public async Task ReleaseAsync(string issuer, string tokenId)
    {
        await TryAsync(cancellationToken => replayCache.ReleaseAsync(issuer, tokenId, cancellationToken)).ConfigureAwait(false);
        LetNextGo(issuer, tokenId);
    }

    private void LetNextGo(string issuer, string tokenId)
    {
        if (_atWork.TryRemove((issuer, tokenId), out var done))
            done.SetResult(true);
    }

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

    private async Task<TokenReservation?> AskAsync(string issuer, string tokenId)
    {
        try
        {
            using var deadline = new Deadline(timeProvider, Timeout, CancellationToken.None);
            return await replayCache.TryReserveAsync(issuer, tokenId, timeProvider.GetUtcNow() + Lifetime, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            Log.ReplayCacheFailed(logger, fault.GetType().Name);
            return null;
        }
    }

    private async Task TryAsync(Func<CancellationToken, ValueTask> action)
    {
        try
        {
            using var deadline = new Deadline(timeProvider, Timeout, CancellationToken.None);
            await action(deadline.Token).ConfigureAwait(false);
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
    }
}
