using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>The replay memory, with a limit to its time and its exceptions.</summary>
internal sealed partial class TokenReservations(ITokenReplayCache replayCache, TimeProvider timeProvider, ILogger<TokenReservations> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    // What a sender is asked to wait after an outage: a reservation that could not be released is over by then.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    /// <summary>What is known of the token, which is the caller's if nothing is; null when the memory cannot be reached.</summary>
    public async Task<TokenReservation?> TryReserveAsync(string issuer, string tokenId)
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

    /// <summary>Where this fails, a repeated delivery does once more what was done: it ends no session that began later.</summary>
    public Task MarkUsedAsync(string issuer, string tokenId, DateTimeOffset expiresAt) =>
        TryAsync(cancellationToken => replayCache.MarkUsedAsync(issuer, tokenId, expiresAt, cancellationToken));

    public Task ReleaseAsync(string issuer, string tokenId) => TryAsync(cancellationToken => replayCache.ReleaseAsync(issuer, tokenId, cancellationToken));

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
