using System.Globalization;

namespace Okta.Logout.Redis;

/// <summary>Where a node has read to, in each of the three streams.</summary>
internal readonly record struct RedisPosition(string Entries, string Unconfirmed, string Heartbeat)
{
    public const string First = "0-0";

    public static RedisPosition Start { get; } = new(First, First, First);

    /// <summary>Reads a position; null for that of another log.</summary>
    public static RedisPosition? TryParse(string position) =>
        position.Split('|') is [var entries, var unconfirmed, var heartbeat] && IsId(entries) && IsId(unconfirmed) && IsId(heartbeat)
            ? new(entries, unconfirmed, heartbeat)
            : null;

    public override string ToString() => $"{Entries}|{Unconfirmed}|{Heartbeat}";

    /// <summary>The position some time before, by the clock of Redis that made it.</summary>
    public RedisPosition Before(TimeSpan time) => new(Before(Entries, time), Before(Unconfirmed, time), Before(Heartbeat, time));

    /// <summary>Compares two ids of a stream, by their milliseconds and their number in them.</summary>
    public static bool IsBefore(string id, string other) => Parts(id).CompareTo(Parts(other)) < 0;

    /// <summary>Returns the id that comes right after one.</summary>
    public static string Next(string id)
    {
        var (milliseconds, number) = Parts(id);
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds}-{number + 1}");
    }

    private static bool IsId(string id) => id.Split('-') is [var milliseconds, var number]
        && ulong.TryParse(milliseconds, CultureInfo.InvariantCulture, out _) && ulong.TryParse(number, CultureInfo.InvariantCulture, out _);

    private static string Before(string id, TimeSpan time)
    {
        var milliseconds = (decimal)Parts(id).Milliseconds - (decimal)time.TotalMilliseconds;
        return milliseconds <= 0 ? First : string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0}-0");
    }

    private static (ulong Milliseconds, ulong Number) Parts(string id)
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        return (ulong.Parse(id.AsSpan(0, dash), CultureInfo.InvariantCulture), ulong.Parse(id.AsSpan(dash + 1), CultureInfo.InvariantCulture));
    }
}
