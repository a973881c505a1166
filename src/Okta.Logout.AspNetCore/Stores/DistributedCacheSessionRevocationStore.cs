using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The revocation list in a cache that all nodes share.</summary>
/// <remarks>
/// <para>A check costs one round trip of up to six GETs side by side: one for each way to name the session, one for everyone, and one for entries that are unconfirmed.
/// Sessions that this node has ended itself, or has seen ended, are known without the cache, even while it is down.</para>
/// <para>A second entry for a target is merged with the first. <see cref="IDistributedCache"/> has no atomic update, so what was written is read
/// back, and written again where another node overwrote it. Only for subjects and e-mail addresses can two entries differ in reach; there, a
/// writer that is slower than a whole write and read of another node can still hide the later of two moments that were written at once.</para>
/// </remarks>
internal sealed partial class DistributedCacheSessionRevocationStore(
    IDistributedCache cache,
    IOptions<DistributedCacheRevocationOptions> options,
    ForgottenRevocations forgotten,
    TimeProvider timeProvider,
    ILogger<DistributedCacheSessionRevocationStore> logger) : ISessionRevocationStore
{
    private const int MaxAttempts = 5;

    private static readonly SessionTargetKind[] Kinds = Enum.GetValues<SessionTargetKind>();

    private readonly MemorySessionRevocationStore _known = new(timeProvider, forgotten);
    private readonly UnconfirmedSlotsInCache _unconfirmed = new(cache, options, forgotten, timeProvider, logger);
    private readonly ConcurrentDictionary<SessionKey, bool> _confirming = new();
    private readonly RecentlyLiveSessions _live = new(options.Value.LocalCacheDuration, timeProvider);
    private readonly SemaphoreSlim[] _writing = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <inheritdoc/>
    public async ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revocation);

        // First in memory, so that copies of the cookie are refused on this node at once, whatever the cache does.
        _known.Add(revocation);
        if (revocation.ExpiresAt <= timeProvider.GetUtcNow())
            return;
        if (revocation.IsUnconfirmed)
            await _unconfirmed.AddAsync(UnconfirmedEntry.Of(revocation), cancellationToken);
        else
            await WriteAsync(SessionKey.Of(revocation.Target), revocation.ToEntry(), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (_known.IsCertain(session))
            return true;
        if (_known.FindUnconfirmed(session) is { } unconfirmed)
        {
            Confirm(unconfirmed);
            return true;
        }

        if (_live.Contains(session))
            return false;

        // The result is valid for the time before the query was sent, not for the time of the response.
        var asked = timeProvider.GetTimestamp();
        var isRevoked = await AskInTimeAsync(session, cancellationToken);
        if (!isRevoked)
            _live.Add(session, asked);
        return isRevoked;
    }

    private async Task WriteAsync(SessionKey key, RevocationEntry entry, CancellationToken cancellationToken)
    {
        var writing = _writing[(int)(key.Low % (ulong)_writing.Length)];
        await writing.WaitAsync(cancellationToken);
        try
        {
            await MergeAsync(KeyOf(key), entry, cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    // The session exists, so its entry becomes an ordinary one on each node. Not awaited; after a failure, the next check tries again.
    private void Confirm(UnconfirmedEntry entry)
    {
        if (_confirming.TryAdd(entry.Key, true))
            BackgroundTask.Observe(ConfirmAsync(entry));
    }

    private async Task ConfirmAsync(UnconfirmedEntry entry)
    {
        try
        {
            using var deadline = new Deadline(timeProvider, options.Value.CheckTimeout, CancellationToken.None);
            await WriteAsync(entry.Key, entry.ToEntry(), deadline.Token);
            _known.Add(SessionTargetKind.Session, entry.Key, entry.ToEntry());
        }
        finally
        {
            _confirming.TryRemove(entry.Key, out _);
        }
    }

    private async Task MergeAsync(string key, RevocationEntry entry, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var isPresent = RevocationEntry.TryDecode(await cache.GetAsync(key, cancellationToken), out var present);
            if (isPresent && present.Covers(entry))
                return;
            await SetAsync(key, isPresent ? present.Merge(entry) : entry, cancellationToken);
        }

        throw new InvalidOperationException("OL9004: The cache accepted an entry of the revocation list several times and did not keep it. Give the cache more memory, and look at its eviction policy.");
    }

    // Relative, because the cache may have another clock than this node.
    private Task SetAsync(string key, RevocationEntry entry, CancellationToken cancellationToken) => cache.SetAsync(
        key, entry.Encode(),
        new() { AbsoluteExpirationRelativeToNow = entry.ExpiresAt - timeProvider.GetUtcNow() },
        cancellationToken);

    private async Task<bool> AskInTimeAsync(SessionDescriptor session, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = AskAsync(session, giveUp.Token);
        BackgroundTask.Observe(answer);
        try
        {
            return await BusyNode.WaitAsync(answer, options.Value.CheckTimeout, timeProvider, cancellationToken);
        }
        finally
        {
            await giveUp.CancelAsync();
        }
    }

    private async Task<bool> AskAsync(SessionDescriptor session, CancellationToken cancellationToken)
    {
        var questions = Kinds
            .Select(kind => (Kind: kind, Key: session.Keys[kind]))
            .Where(question => question.Key is not null)
            .Select(question => IsEndedAsync(session, question.Kind, question.Key!.Value, cancellationToken))
            .ToList();
        if (session.Keys[SessionTargetKind.Session] is { } sessionKey)
            questions.Add(IsEndedUnconfirmedAsync(session, sessionKey, cancellationToken));
        Exception? failure = null;
        var isRevoked = false;
        foreach (var question in questions)
        {
            try
            {
                isRevoked |= await question;
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }

        // One entry is enough to refuse the session. That there is none is known only when all queries have ended.
        if (!isRevoked && failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return isRevoked;
    }

    // A cache may throw instead of returning a failed task. The other queries run all the same.
    private async Task<bool> IsEndedAsync(SessionDescriptor session, SessionTargetKind kind, SessionKey key, CancellationToken cancellationToken)
    {
        if (await cache.GetAsync(KeyOf(key), cancellationToken) is not { } bytes)
            return false;
        if (!RevocationEntry.TryDecode(bytes, out var entry))
        {
            Log.Unreadable(logger, kind);
            return true;
        }

        if (!entry.Ends(session, timeProvider.GetUtcNow()))
            return false;
        _known.Add(kind, key, entry);
        return true;
    }

    private async Task<bool> IsEndedUnconfirmedAsync(SessionDescriptor session, SessionKey key, CancellationToken cancellationToken)
    {
        if (await _unconfirmed.FindAsync(key, cancellationToken) is not { } entry || !entry.ToEntry().Ends(session, timeProvider.GetUtcNow()))
            return false;
        _known.Add(entry);
        Confirm(entry);
        return true;
    }

    private string KeyOf(SessionKey key) => key.ToCacheKey(options.Value.KeyPrefix);

    private static partial class Log
    {
        [LoggerMessage(9003, LogLevel.Error, "OL9003: The cache holds something other than an entry under a key of the revocation list ({Kind}). The session counts as ended. Find out what writes to keys with this prefix.")]
        public static partial void Unreadable(ILogger logger, SessionTargetKind kind);
    }
}
