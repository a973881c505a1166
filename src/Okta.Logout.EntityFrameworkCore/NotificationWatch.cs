namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Finds out that records come and notifications do not, as behind a pooler that gives the connection to others.</summary>
internal sealed class NotificationWatch(TimeProvider timeProvider)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A read may be faster than the notification; not several in a row.
    private const int Reads = 3;

    private readonly object _gate = new();
    private long _since;
    private int _reads;
    private bool _isSaid;

    /// <summary>Notes a notification.</summary>
    public void Woken()
    {
        lock (_gate)
            (_reads, _isSaid) = (0, false);
    }

    /// <summary>Notes a read that brought records. Returns, once, whether no notification has announced several of them.</summary>
    public bool IsSilent()
    {
        lock (_gate)
        {
            if (_reads++ == 0)
                _since = timeProvider.GetTimestamp();
            if (_isSaid || _reads < Reads || timeProvider.GetElapsedTime(_since) < Patience)
                return false;
            return _isSaid = true;
        }
    }
}
