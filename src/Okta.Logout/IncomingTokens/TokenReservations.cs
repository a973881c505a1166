using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>The replay memory, with a limit to its time and its exceptions.</summary>
internal sealed partial class TokenReservations(ITokenReplayCache replayCache, TimeProvider timeProvider, ILogger<TokenReservations> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether the id was free; null when the memory cannot be reached.</summary>
    public async Task<bool?> TryReserveAsync(string issuer, string tokenId, DateTimeOffset expiresAt)
    {
        try
        {
            using var deadline = new Deadline(timeProvider, Timeout, CancellationToken.None);
            return await replayCache.TryReserveAsync(issuer, tokenId, expiresAt, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            Log.ReplayCacheFailed(logger, fault.GetType().Name);
            return null;
        }
    }

    public async Task ReleaseAsync(string issuer, string tokenId)
    {
        try
        {
            using var deadline = new Deadline(timeProvider, Timeout, CancellationToken.None);
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
    }
}
