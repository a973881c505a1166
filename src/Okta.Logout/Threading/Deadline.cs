namespace Okta.Logout;

/// <summary>A time budget: its token is cancelled when the time is over, or when the caller gives up.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource? _linked;

    public Deadline(TimeProvider timeProvider, TimeSpan time, CancellationToken cancellationToken)
    {
#if NETSTANDARD2_0
        _timer = timeProvider.CreateCancellationTokenSource(time);
#else
        _timer = new CancellationTokenSource(time, timeProvider);
#endif
        if (cancellationToken.CanBeCanceled)
            _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    public CancellationToken Token => (_linked ?? _timer).Token;

    public bool IsOver => _timer.IsCancellationRequested;

    /// <summary>Disposes once the work that may still use the token has ended, in time or not.</summary>
    public void DisposeAfter(Task work) =>
        _ = work.ContinueWith(
            static (finished, state) =>
            {
                _ = finished.Exception;
                ((Deadline)state!).Dispose();
            },
            this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    public void Dispose()
    {
        _linked?.Dispose();
        _timer.Dispose();
    }
}
