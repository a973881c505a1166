using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Runs one step so that nothing it does, or fails to do, reaches the next.</summary>
internal sealed partial class SignOutStepRunner(TimeProvider timeProvider, ILogger<SignOutStepRunner> logger)
{
    public async Task<SignOutStep> RunAsync(string name, TimeSpan time, Func<CancellationToken, Task> action)
    {
        var start = timeProvider.GetTimestamp();
        var deadline = new Deadline(timeProvider, time, CancellationToken.None);

        // A thread of its own for the step: it may block as well as hang.
        var work = Task.Run(() => action(deadline.Token));
        try
        {
            await work.WaitAsync(time, timeProvider, deadline.Token).ConfigureAwait(false);
            return new(name, SignOutStepOutcome.Succeeded, timeProvider.GetElapsedTime(start));
        }
        catch (Exception exception) when (IsTimeout(exception, work, deadline))
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

    // A step that ran out of time may still be at work, and use its token.
    private static void DisposeAfter(Task work, Deadline deadline) =>
        _ = work.ContinueWith(
            static (finished, state) =>
            {
                _ = finished.Exception;
                ((Deadline)state!).Dispose();
            },
            deadline, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    // A TimeoutException of the step's own is a failure like any other.
    private static bool IsTimeout(Exception exception, Task work, Deadline deadline) => exception switch
    {
        TimeoutException => exception != work.Exception?.InnerException,
        OperationCanceledException => deadline.IsOver,
        _ => false,
    };

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Error, "OL4001: The sign-out step {Step} failed with {ExceptionType}; the other steps go on.")]
        public static partial void StepFailed(ILogger logger, string step, string exceptionType);

        [LoggerMessage(4002, LogLevel.Error, "OL4002: The sign-out step {Step} was not finished after {Time}; the other steps go on.")]
        public static partial void StepTimedOut(ILogger logger, string step, TimeSpan time);
    }
}
