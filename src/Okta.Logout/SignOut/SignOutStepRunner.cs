using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Runs one step so that nothing it does, or fails to do, reaches the next.</summary>
internal sealed partial class SignOutStepRunner(TimeProvider timeProvider, ILogger<SignOutStepRunner> logger)
{
    /// <summary>Runs a step within its time.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="time">How long it may take.</param>
    /// <param name="action">The work.</param>
    /// <param name="mayBlock">Whether the step gets a thread of its own: it is what costs most of a short step, and only code of others needs it.</param>
    public async Task<SignOutStep> RunAsync(string name, TimeSpan time, Func<CancellationToken, Task> action, bool mayBlock = true)
    {
        var start = timeProvider.GetTimestamp();
        var deadline = new Deadline(timeProvider, time, CancellationToken.None);

        var work = mayBlock ? Task.Run(() => action(deadline.Token)) : BeginAsync(action, deadline.Token);
        try
        {
            await work.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, deadline.Token).ConfigureAwait(false);
            return new(name, SignOutStepOutcome.Succeeded, timeProvider.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (deadline.IsOver)
        {
            Log.StepTimedOut(logger, name, time);
            return new(name, SignOutStepOutcome.TimedOut, timeProvider.GetElapsedTime(start), $"OL4002: Not finished after {time.TotalSeconds:0.###} s.");
        }
        catch (Exception exception)
        {
            // Only the type: the text of an exception that is not ours may hold anything.
            Log.StepFailed(logger, name, exception.GetType().Name);
            return new(name, SignOutStepOutcome.Failed, timeProvider.GetElapsedTime(start), $"OL4001: Failed with {exception.GetType().Name}.");
        }
        finally
        {
            DisposeAfter(work, deadline);
        }
    }

    // Not awaited by the caller of the step: what is thrown at once is a failure of the step as well.
    private static async Task BeginAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken) =>
        await action(cancellationToken).ConfigureAwait(false);

    // A step that ran out of time may still be at work, and use its token.
    private static void DisposeAfter(Task work, Deadline deadline) =>
        _ = work.ContinueWith(
            static (finished, state) =>
            {
                _ = finished.Exception;
                ((Deadline)state!).Dispose();
            },
            deadline, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Error, "OL4001: The sign-out step {Step} failed with {ExceptionType}; the other steps go on.")]
        public static partial void StepFailed(ILogger logger, string step, string exceptionType);

        [LoggerMessage(4002, LogLevel.Error, "OL4002: The sign-out step {Step} was not finished after {Time}; the other steps go on.")]
        public static partial void StepTimedOut(ILogger logger, string step, TimeSpan time);
    }
}
