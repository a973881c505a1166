using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout;

/// <summary>The revocation list in the memory of one process: for apps on one node, for development and for tests.</summary>
/// <remarks>
/// Its size follows the number of sign-outs within the revocation lifetime, never the number of live sessions. Of entries that are
/// <see cref="SessionRevocation.IsUnconfirmed">unconfirmed</see> it keeps 131,072 at most, in 5,000,000 bytes, until their sessions are seen.
/// </remarks>
public sealed class MemorySessionRevocationStore : INonBlockingRevocationStore, IRevocationArrivals
{
    /// <summary>The service of a host that registers no store: one instance, which another store can replace.</summary>
    internal static readonly ServiceDescriptor Registration = ServiceDescriptor.Singleton<ISessionRevocationStore>(static provider =>
        new MemorySessionRevocationStore(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ForgottenRevocations>()));

    private const int StripesPerKind = 32;

    private readonly TimeProvider _timeProvider;
    private readonly RevocationStripe[][] _kinds = new RevocationStripe[SessionKeys.Kinds + 1][];

    // Most apps see only one or two kinds.
    private readonly bool[] _kindsInUse = new bool[SessionKeys.Kinds + 1];
    private readonly ForgottenRevocations? _forgotten;
    private UnconfirmedTable? _unconfirmed;

    /// <summary>Initializes a new instance of the <see cref="MemorySessionRevocationStore"/> class.</summary>
    /// <param name="timeProvider">The clock by which entries expire; the system's unless given.</param>
    public MemorySessionRevocationStore(TimeProvider? timeProvider = null)
    {
        _timeProvider = timeProvider ?? TimeProvider.System;
        for (var kind = 0; kind < _kinds.Length; kind++)
        {
            _kinds[kind] = new RevocationStripe[StripesPerKind];
            for (var stripe = 0; stripe < StripesPerKind; stripe++)
                _kinds[kind][stripe] = new();
        }
    }

    internal MemorySessionRevocationStore(TimeProvider timeProvider, ForgottenRevocations forgotten)
        : this(timeProvider) => _forgotten = forgotten;

    /// <inheritdoc cref="IRevocationArrivals.Arrived"/>
    internal event Action<SessionKey>? Arrived;

    event Action<SessionKey> IRevocationArrivals.Arrived
    {
        add => Arrived += value;
        remove => Arrived -= value;
    }

    /// <summary>Gets the number of entries, without the unconfirmed.</summary>
    internal int Count => _kinds.Sum(stripes => stripes.Sum(stripe => stripe.Count));

    internal int UnconfirmedCount => Volatile.Read(ref _unconfirmed)?.Count ?? 0;

    /// <inheritdoc/>
    public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revocation);
        cancellationToken.ThrowIfCancellationRequested();
        Add(revocation);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new(IsRevoked(session));
    }

    internal void Add(SessionRevocation revocation)
    {
        var target = revocation.Target;
        if (revocation.IsUnconfirmed)
            Add(UnconfirmedEntry.Of(revocation));
        else
            Add(target.Kind, SessionKey.Of(target), revocation.ToEntry());
    }

    internal void Add(UnconfirmedEntry entry)
    {
        var table = LazyInitializer.EnsureInitialized(ref _unconfirmed, static () => new UnconfirmedTable())!;
        if (table.Add(entry, _timeProvider.GetUtcNow()))
            _forgotten?.Add();
        Arrived?.Invoke(entry.Key);
    }

    internal void Add(SessionTargetKind kind, SessionKey key, RevocationEntry entry)
    {
        Volatile.Write(ref _kindsInUse[(int)kind], true);
        StripeOf(kind, key).Add(key, entry, _timeProvider.GetUtcNow());
        Arrived?.Invoke(key);
    }

    bool INonBlockingRevocationStore.IsRevoked(SessionDescriptor session) => IsRevoked(session);

    /// <summary>Tells whether any entry ends this session. An unconfirmed entry becomes an ordinary one then, because the session exists.</summary>
    internal bool IsRevoked(SessionDescriptor session)
    {
        if (IsCertain(session))
            return true;
        if (FindUnconfirmed(session) is not { } unconfirmed)
            return false;
        Add(SessionTargetKind.Session, unconfirmed.Key, unconfirmed.ToEntry());
        return true;
    }

    /// <summary>The unconfirmed entry that ends this session; null if there is none.</summary>
    internal UnconfirmedEntry? FindUnconfirmed(SessionDescriptor session)
    {
        if (Volatile.Read(ref _unconfirmed) is not { } table || session.Keys[SessionTargetKind.Session] is not { } key || table.Find(key) is not { } entry)
            return null;
        return entry.ToEntry().Ends(session, _timeProvider.GetUtcNow()) ? entry : null;
    }

    /// <summary>Tells whether an ordinary entry ends this session.</summary>
    internal bool IsCertain(SessionDescriptor session)
    {
        var now = _timeProvider.GetUtcNow();
        for (var kind = SessionTargetKind.Ticket; kind <= SessionTargetKind.Everyone; kind++)
        {
            if (Volatile.Read(ref _kindsInUse[(int)kind]) && session.Keys[kind] is { } key && StripeOf(kind, key).Ends(key, session, now))
                return true;
        }

        return false;
    }

    /// <summary>Returns the entries, without the unconfirmed.</summary>
    internal IEnumerable<(SessionTargetKind Kind, SessionKey Key, RevocationEntry Entry)> Entries()
    {
        for (var kind = SessionTargetKind.Ticket; kind <= SessionTargetKind.Everyone; kind++)
        {
            foreach (var stripe in _kinds[(int)kind])
            {
                foreach (var (key, entry) in stripe.Entries())
                    yield return (kind, key, entry);
            }
        }
    }

    private RevocationStripe StripeOf(SessionTargetKind kind, SessionKey key) => _kinds[(int)kind][key.Low % StripesPerKind];
}
