using System.Collections.Concurrent;

namespace Okta.Logout;

/// <summary>Limits the log lines that strangers can cause to one a minute for each kind of event. Metrics count every event all the same.</summary>
internal sealed class LogThrottle(TimeProvider timeProvider)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Source, string Event), Kind> _kinds = new();

    /// <summary>Tells whether to log an event.</summary>
    /// <param name="source">Where it happened. Like <paramref name="what"/>, one of a fixed number of texts: never anything from a request.</param>
    /// <param name="what">What happened, such as the id of an error.</param>
    /// <param name="suppressed">How many events of the kind were not logged since the previous line.</param>
    public bool Allows(string source, string what, out int suppressed)
    {
        var kind = _kinds.GetOrAdd((source, what), static _ => new());
        lock (kind)
        {
            var now = timeProvider.GetTimestamp();
            if (kind.LastLine is { } last && timeProvider.GetElapsedTime(last, now) < Interval)
            {
                kind.Suppressed++;
                suppressed = 0;
                return false;
            }

            suppressed = kind.Suppressed;
            kind.Suppressed = 0;
            kind.LastLine = now;
            return true;
        }
    }

    private sealed class Kind
    {
        public long? LastLine { get; set; }

        public int Suppressed { get; set; }
    }
}
