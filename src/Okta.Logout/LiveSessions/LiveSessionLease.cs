namespace Okta.Logout;

/// <summary>Keeps a session watched, until it is disposed of.</summary>
internal sealed class LiveSessionLease(LiveSessions sessions, LiveSession session) : IDisposable
{
    private int _isReturned;

    /// <summary>Gets the token that is cancelled when the session ends. It is not cancelled by disposing of the lease.</summary>
    public CancellationToken Ended => session.Token;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isReturned, 1) == 0)
            sessions.Return(session);
    }
}
