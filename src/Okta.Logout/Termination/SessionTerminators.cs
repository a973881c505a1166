using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout;

/// <summary>Runs every <see cref="ISessionTerminator"/> of the host, one after the other, in a scope for this termination.</summary>
internal sealed class SessionTerminators(
    IServiceScopeFactory scopes, SignOutStepRunner runner, SignOutThreads threads, IServiceProviderIsService? registrations = null)
{
    private delegate Task<SignOutStep> RunStep(string name, Func<CancellationToken, Task> action);

    /// <summary>Whether there may be terminators: true as well if the container cannot tell.</summary>
    public bool Exist => registrations?.IsService(typeof(ISessionTerminator)) is not false;

    /// <summary>Runs each terminator within its time.</summary>
    public Task<List<SignOutStep>> RunAsync(SessionTermination termination, TimeSpan time) =>
        RunAsync(termination, (name, action) => runner.RunAsync(name, time, action, threads.Terminators));

    /// <summary>Runs each terminator on the threads for requests that anybody can send, and returns only when those threads are free again.</summary>
    public Task<List<SignOutStep>> RunAnonymousAsync(SessionTermination termination, TimeSpan time) =>
        RunAsync(termination, (name, action) => runner.RunToEndAsync(name, time, action, threads.AnonymousTerminators));

    private async Task<List<SignOutStep>> RunAsync(SessionTermination termination, RunStep run)
    {
        List<SignOutStep> steps = [];
        if (!Exist)
            return steps;
        AsyncServiceScope? scope = null;
        ISessionTerminator[] terminators = [];
        await RunUnlistedAsync(steps, run, () =>
        {
            scope = scopes.CreateAsyncScope();

            // A factory of the host may have none to return.
            terminators = [.. scope.Value.ServiceProvider.GetServices<ISessionTerminator>().Where(terminator => terminator is not null)];
            return default;
        }).ConfigureAwait(false);

        foreach (var terminator in terminators)
        {
            var name = (terminator as INamedSessionTerminator)?.Name ?? terminator.GetType().Name;
            steps.Add(await run(name, token => terminator.TerminateAsync(termination, token).AsTask()).ConfigureAwait(false));
        }

        await RunUnlistedAsync(steps, run, () => scope?.DisposeAsync() ?? default).ConfigureAwait(false);
        return steps;
    }

    /// <summary>Creating and disposing of terminators is a step of the receipt only if it fails.</summary>
    private static async Task RunUnlistedAsync(List<SignOutStep> steps, RunStep run, Func<ValueTask> action)
    {
        var step = await run(nameof(ISessionTerminator), _ => action().AsTask()).ConfigureAwait(false);
        if (step.Outcome is not SignOutStepOutcome.Succeeded)
            steps.Add(step);
    }
}
