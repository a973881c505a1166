using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace WebApp;

/// <summary>The time of the server, as a stream that never ends by itself.</summary>
internal static class LiveClock
{
    public static string Now => TimeProvider.System.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static async IAsyncEnumerable<SseItem<string>> Events([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
            yield return new(Now);
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
