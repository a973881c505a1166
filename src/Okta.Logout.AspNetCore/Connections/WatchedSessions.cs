namespace Okta.Logout.AspNetCore;

/// <summary>The sessions of a request or a connection, watched until this is disposed of.</summary>
internal sealed class WatchedSessions : IDisposable
{
    private readonly IReadOnlyList<LiveSessionLease> _leases;
    private readonly CancellationTokenSource? _any;

    public WatchedSessions(IReadOnlyList<LiveSessionLease> leases)
    {
        _leases = leases;
        if (leases.Count > 1)
            _any = CancellationTokenSource.CreateLinkedTokenSource([.. leases.Select(lease => lease.Ended)]);
    }

    /// <summary>Gets the token that is cancelled when one of the sessions ends.</summary>
    public CancellationToken Ended => _any?.Token ?? (_leases.Count > 0 ? _leases[0].Ended : CancellationToken.None);

    public void Dispose()
    {
        foreach (var lease in _leases)
            lease.Dispose();
        _any?.Dispose();
    }
}
