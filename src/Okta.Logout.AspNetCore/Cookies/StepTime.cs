using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Limits the wait for code of others to the time that a terminator may take.</summary>
internal sealed class StepTime(IOptions<SessionTerminationOptions> options, TimeProvider timeProvider)
{
    /// <exception cref="TimeoutException">The work was not done in time.</exception>
    public async Task LimitAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken = default)
    {
        var time = options.Value.TerminatorTimeout;
        using var deadline = new Deadline(timeProvider, time, cancellationToken);
        var task = work(deadline.Token);
        BackgroundTask.Observe(task);
        try
        {
            await task.WaitAsync(time, timeProvider, cancellationToken);
        }
        catch (Exception exception) when (deadline.IsOver && !cancellationToken.IsCancellationRequested && exception is OperationCanceledException or TimeoutException)
        {
            // Work that gives up when it is told to has not been cancelled by the caller.
            throw new TimeoutException($"OL9766: A store of the app did not finish within {time.TotalSeconds:0.###} s ({nameof(SessionTerminationOptions)}.{nameof(SessionTerminationOptions.TerminatorTimeout)}).", exception).WithHelpLink();
        }
    }
}
