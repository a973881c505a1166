namespace Okta.Logout;

/// <summary>The revocation list in the memory of one process: for apps on one node, for development and for tests.</summary>
/// <remarks>Its size follows the number of sign-outs within the revocation lifetime, never the number of live sessions.</remarks>
public sealed class MemorySessionRevocationStore : INonBlockingRevocationStore
{
    private const int StripesPerKind = 32;

    private readonly TimeProvider _timeProvider;
    private readonly RevocationStripe[][] _kinds = new RevocationStripe[4][];

    // Most apps only ever see one or two kinds.
    private readonly bool[] _kindsInUse = new bool[4];

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

    internal int Count => _kinds.Sum(stripes => stripes.Sum(stripe => stripe.Count));

    /// <inheritdoc/>
    public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revocation);
        cancellationToken.ThrowIfCancellationRequested();
        var target = revocation.Target.At(_timeProvider.GetUtcNow());
        var key = SessionKey.Of(target);
        var endsBefore = target.StartedBefore is { } limit ? Seconds(limit) + 1 : RevocationStripe.AnyStart;
        Volatile.Write(ref _kindsInUse[(int)target.Kind], true);
        StripeOf(target.Kind, key).Add(
            key, target.SparesRenewed ? 0 : endsBefore, target.SparesRenewed ? endsBefore : 0, Seconds(revocation.ExpiresAt), Now());
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        var start = session.StartedAt is { } startedAt ? Seconds(startedAt) : 0;
        var renewal = session.RenewedAt is { } renewedAt ? Seconds(renewedAt) : 0;
        var now = Now();
        for (var kind = SessionTargetKind.Ticket; kind <= SessionTargetKind.Email; kind++)
        {
            if (Volatile.Read(ref _kindsInUse[(int)kind]) && session.Keys[kind] is { } key && StripeOf(kind, key).Contains(key, start, renewal, now))
                return new(true);
        }

        return new(false);
    }

    private RevocationStripe StripeOf(SessionTargetKind kind, SessionKey key) => _kinds[(int)kind][key.Low % StripesPerKind];

    private uint Now() => Seconds(_timeProvider.GetUtcNow());

    private static uint Seconds(DateTimeOffset time) => (uint)Math.Min(Math.Max(time.ToUnixTimeSeconds(), 0), RevocationStripe.AnyStart - 1);
}
