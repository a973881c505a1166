using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Runs one step so that its failure or delay does not affect the next.</summary>
internal sealed partial class SignOutStepRunner(SignOutThreads threads, LogThrottle throttle, TimeProvider timeProvider, ILogger<SignOutStepRunner> logger)
{
    // Nobody waits longer than this for work to end.
    private static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(1);

    /// <summary>Runs a step that may block its thread within its time.</summary>
    /// <inheritdoc cref="RunAsync(string, TimeSpan, Func{CancellationToken, Task}, DedicatedThreads?)"/>
    public Task<SignOutStep> RunAsync(string name, TimeSpan time, Func<CancellationToken, Task> action) => RunAsync(name, time, action, threads.Steps);

    /// <summary>Runs a step within its time.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="time">How long it may take, the wait for a thread included.</param>
    /// <param name="action">The work.</param>
    /// <param name="on">The threads to run it on; null for the caller's, where the work never blocks.</param>
    public Task<SignOutStep> RunAsync(string name, TimeSpan time, Func<CancellationToken, Task> action, DedicatedThreads? on) =>
        Begin(name, time, action, on).Step;

    /// <summary>Runs a step, and returns only when its work has really ended, or a minute after its time was over.</summary>
    /// <inheritdoc cref="RunAsync(string, TimeSpan, Func{CancellationToken, Task}, DedicatedThreads?)"/>
    public async Task<SignOutStep> RunToEndAsync(string name, TimeSpan time, Func<CancellationToken, Task> action, DedicatedThreads on)
    {
        var (step, work) = Begin(name, time, action, on);
        var result = await step.ConfigureAwait(false);
        try
        {
            await work.WaitAsync(LongestWork, timeProvider, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The outcome is in the step.
        }

        return result;
    }

    private (Task<SignOutStep> Step, Task Work) Begin(string name, TimeSpan time, Func<CancellationToken, Task> action, DedicatedThreads? on)
    {
        var start = timeProvider.GetTimestamp();
        var deadline = new Deadline(timeProvider, time, CancellationToken.None);
        var work = on is null ? BeginAsync(action, deadline.Token) : on.RunAsync(() => action(deadline.Token), deadline.Token);
        return (WaitAsync(name, time, work, deadline, start, threads.IsAnonymous(on)), work);
    }

    private async Task<SignOutStep> WaitAsync(string name, TimeSpan time, Task work, Deadline deadline, long start, bool isAnonymous)
    {
        var suppressed = 0;
        try
        {
            await work.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, deadline.Token).ConfigureAwait(false);
            return new(name, SignOutStepOutcome.Succeeded, timeProvider.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (deadline.IsOver)
        {
            if (!isAnonymous || throttle.Allows(name, "OL4002", out suppressed))
                Log.StepTimedOut(logger, name, time, suppressed);
            return new(name, SignOutStepOutcome.TimedOut, timeProvider.GetElapsedTime(start), $"OL4002: Not finished after {time.TotalSeconds:0.###} s.");
        }
        catch (Exception exception)
        {
            // Only the type, because the message of the exception may hold anything.
            if (!isAnonymous || throttle.Allows(name, "OL4001", out suppressed))
                Log.StepFailed(logger, name, exception.GetType().Name, suppressed);
            return new(name, SignOutStepOutcome.Failed, timeProvider.GetElapsedTime(start), $"OL4001: Failed with {exception.GetType().Name}.");
        }
        finally
        {
            deadline.DisposeAfter(work);
        }
    }

    // Asynchronous, so that an exception before the first await is a failure of the step, too.
    private static async Task BeginAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken) =>
        await action(cancellationToken).ConfigureAwait(false);

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Error, "OL4001: The sign-out step {Step} failed with {ExceptionType}; the other steps go on. Similar events since the previous line: {Suppressed}.")]
        public static partial void StepFailed(ILogger logger, string step, string exceptionType, int suppressed);

        [LoggerMessage(4002, LogLevel.Error, "OL4002: The sign-out step {Step} was not finished after {Time}; the other steps go on. Similar events since the previous line: {Suppressed}.")]
        public static partial void StepTimedOut(ILogger logger, string step, TimeSpan time, int suppressed);
    }
}
