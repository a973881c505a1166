using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>How a node calls the log: for a limited time, and with pauses that differ from node to node, so that they do not call all at once.</summary>
internal sealed class RevocationLogCalls(IOptions<RevocationLogOptions> options, TimeProvider timeProvider)
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    private readonly Random _random = new();

    public Task RunAsync(Func<CancellationToken, ValueTask> call, CancellationToken stopping) => RunAsync(
        async token =>
        {
            await call(token).ConfigureAwait(false);
            return true;
        },
        stopping);

    public Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken stopping) =>
        BoundedCall.RunAsync(CallTimeout, token => call(token).AsTask(), on: null, timeProvider, stopping);

    /// <summary>Waits after a number of failures in a row, but no longer than the log is polled anyway. Returns at once when the app stops.</summary>
    public Task PauseAsync(int failures, CancellationToken stopping)
    {
        var pause = BackOff.Delay(failures, NextRandom());
        return DelayAsync(pause < options.Value.PollInterval ? pause : options.Value.PollInterval, stopping);
    }

    /// <summary>Waits. Returns at once when the app stops.</summary>
    public async Task DelayAsync(TimeSpan time, CancellationToken stopping)
    {
        if (time <= TimeSpan.Zero)
            return;
        try
        {
            await Task.Delay(time, timeProvider, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    public TimeSpan Random(TimeSpan most) => new((long)(most.Ticks * NextRandom()));

    // Several loops ask, and it is not safe for threads.
    private double NextRandom()
    {
        lock (_random)
            return _random.NextDouble();
    }
}
