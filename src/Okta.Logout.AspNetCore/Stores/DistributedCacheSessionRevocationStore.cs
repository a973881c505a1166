using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The revocation list in a cache that all nodes share.</summary>
/// <remarks>
/// <para>A check costs one round trip of up to four GETs side by side, one for each way to name the session. What this node has ended itself, or
/// has seen ended, it knows without asking, also while the cache is down.</para>
/// <para>A second entry for a target is merged with the first. <see cref="IDistributedCache"/> has no atomic update, so what was written is read
/// back, and written again where another node overwrote it. Only for subjects and e-mail addresses can two entries differ in reach; there, a
/// writer that is slower than a whole write and read of another node can still hide the later of two moments that were written at once.</para>
/// </remarks>
internal sealed partial class DistributedCacheSessionRevocationStore(
    IDistributedCache cache, IOptions<DistributedCacheRevocationOptions> options, TimeProvider timeProvider, ILogger<DistributedCacheSessionRevocationStore> logger)
    : ISessionRevocationStore
{
    private const int MaxAttempts = 5;

    private static readonly SessionTargetKind[] Kinds = Enum.GetValues<SessionTargetKind>();

    private readonly MemorySessionRevocationStore _known = new(timeProvider);
    private readonly RecentlyLiveSessions _live = new(options.Value.LocalCacheDuration, timeProvider);
    private readonly SemaphoreSlim[] _writing = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <inheritdoc/>
    public async ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revocation);
        var now = timeProvider.GetUtcNow();
        var target = revocation.Target.At(now);

        // Here at once, whatever the cache does: a copy of the cookie is dead on this node.
        await _known.RevokeAsync(new(target, revocation.ExpiresAt), cancellationToken);
        if (revocation.ExpiresAt <= now)
            return;
        var key = SessionKey.Of(target);
        var writing = _writing[(int)(key.Low % (ulong)_writing.Length)];
        await writing.WaitAsync(cancellationToken);
        try
        {
            await MergeAsync(KeyOf(key), RevocationEntry.Of(target, revocation.ExpiresAt), cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (await _known.IsRevokedAsync(session, cancellationToken))
            return true;
        if (_live.Contains(session))
            return false;

        // The moment before the question, not that of the answer, is what the answer is about.
        var asked = timeProvider.GetTimestamp();
        var isRevoked = await AskInTimeAsync(session, cancellationToken);
        if (!isRevoked)
            _live.Add(session, asked);
        return isRevoked;
    }

    private async Task MergeAsync(string key, RevocationEntry entry, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var present = await cache.GetAsync(key, cancellationToken) is { } bytes ? RevocationEntry.Parse(bytes) : null;
            if (present?.Covers(entry) is true)
                return;
            await WriteAsync(key, present?.With(entry) ?? entry, cancellationToken);
        }

        throw new InvalidOperationException("OL9004: The cache does not keep what is written to it.");
    }

    // Relative to the cache's own clock, which need not be this node's.
    private Task WriteAsync(string key, RevocationEntry entry, CancellationToken cancellationToken) => cache.SetAsync(
        key, entry.ToBytes(),
        new() { AbsoluteExpirationRelativeToNow = DateTimeOffset.FromUnixTimeSeconds(entry.Expires + 1) - timeProvider.GetUtcNow() },
        cancellationToken);

    private async Task<bool> AskInTimeAsync(SessionDescriptor session, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(timeProvider, options.Value.CheckTimeout, cancellationToken);
        var answer = AskAsync(session, deadline.Token);
        BackgroundTask.Observe(answer);
        try
        {
            return await answer.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsOver && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The revocation list did not answer within {options.Value.CheckTimeout}.");
        }
    }

    private async Task<bool> AskAsync(SessionDescriptor session, CancellationToken cancellationToken)
    {
        var questions = Kinds
            .Select(kind => (Kind: kind, Key: session.Keys[kind]))
            .Where(question => question.Key is not null)
            .Select(question => (question.Kind, Answer: GetAsync(KeyOf(question.Key!.Value), cancellationToken)))
            .ToList();
        Exception? failure = null;
        var isRevoked = false;
        foreach (var (kind, answer) in questions)
        {
            try
            {
                isRevoked |= await answer is { } bytes && await IsEndedAsync(session, kind, bytes);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }

        // One entry is enough; that there is none is only known when all have answered.
        if (!isRevoked && failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return isRevoked;
    }

    // A cache may throw instead of returning a failed task; the other questions are asked all the same.
    private async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => await cache.GetAsync(key, cancellationToken);

    private async ValueTask<bool> IsEndedAsync(SessionDescriptor session, SessionTargetKind kind, byte[] bytes)
    {
        if (RevocationEntry.Parse(bytes) is not { } entry)
        {
            Log.Unreadable(logger, kind);
            return true;
        }

        if (!entry.Ends(session, timeProvider.GetUtcNow()))
            return false;
        foreach (var revocation in entry.ToRevocations(kind, session))
            await _known.RevokeAsync(revocation, CancellationToken.None);
        return true;
    }

    private string KeyOf(SessionKey key) => key.ToCacheKey(options.Value.KeyPrefix);

    private static partial class Log
    {
        [LoggerMessage(9003, LogLevel.Error, "OL9003: The cache holds something else than an entry of the revocation list ({Kind}). The session counts as ended.")]
        public static partial void Unreadable(ILogger logger, SessionTargetKind kind);
    }
}
