namespace Okta.Logout.AspNetCore;

/// <summary>Counts the requests of each network within a minute, in a table of fixed size: strangers choose how many networks they use.</summary>
/// <remarks>Networks with the same place in the table share a count. Which networks do differs in every process.</remarks>
internal sealed class RequestCounts(TimeProvider timeProvider)
{
    private const int Size = 64 * 1024;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly int[] _counts = new int[Size];
    private long _windowStart = timeProvider.GetTimestamp();

    /// <summary>Counts a request, unless its network has reached the limit in this minute.</summary>
    public bool TryAdd(ReadOnlySpan<byte> network, int limit)
    {
        var hash = new HashCode();
        hash.AddBytes(network);
        lock (_lock)
        {
            if (timeProvider.GetElapsedTime(_windowStart) >= Window)
            {
                _counts.AsSpan().Clear();
                _windowStart = timeProvider.GetTimestamp();
            }

            ref var count = ref _counts[hash.ToHashCode() & (Size - 1)];
            if (count >= limit)
                return false;
            count++;
            return true;
        }
    }
}
