using System.Collections.Concurrent;
using CsCheck;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// Whatever happens before and after: when a session was reported as ended, no copy of its cookies is ever accepted again, and no other session has
/// ended.
/// </summary>
/// <remarks>A failure prints the shortest sequence that was found, and its seed; <c>CsCheck_Seed</c> repeats it.</remarks>
[Collection(nameof(RunAlone))]
public sealed class SessionModelProperties : IAsyncLifetime
{
    private const int Sequences = 10_000;

    private readonly ConcurrentBag<SessionModelWorld> _worlds = [];

    [Fact]
    public Task What_has_ended_stays_ended_and_nothing_else_ends() => SessionModelOperation.Sequences.SampleAsync(
        RunAsync, iter: Sequences, threads: Environment.ProcessorCount, print: operations => string.Join(", ", operations.Select(operation => operation.ToString())));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var world in _worlds)
            await world.DisposeAsync();
    }

    private async Task RunAsync(SessionModelOperation[] operations)
    {
        if (!_worlds.TryTake(out var world))
            world = await SessionModelWorld.StartAsync();
        try
        {
            await new SessionModelRun(world).RunAsync(operations);
        }
        finally
        {
            world.Repair();
            if (world.IsOld)
                await world.DisposeAsync();
            else
                _worlds.Add(world);
        }
    }
}
