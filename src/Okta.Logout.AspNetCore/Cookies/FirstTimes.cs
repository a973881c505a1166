namespace Okta.Logout.AspNetCore;

/// <summary>Tells what comes for the first time. It remembers a bounded number, so that rarely something counts as new again.</summary>
internal sealed class FirstTimes<T>
{
    private const int MostRemembered = 10_000;

    private readonly Lock _lock = new();
    private HashSet<T> _seen = [];

    public bool Add(T item)
    {
        lock (_lock)
        {
            if (_seen.Count >= MostRemembered)
                _seen = [];
            return _seen.Add(item);
        }
    }
}
