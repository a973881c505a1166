using System.Collections.Concurrent;

namespace Okta.Logout.Tests;

/// <summary>Code that waits for a task on the one thread that a synchronization context has, as in ASP.NET on .NET Framework, or in a window.</summary>
public sealed class CallersThatBlock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_sign_out_whose_result_is_waited_for_ends()
    {
        await using var app = new SignOutApp();

        var result = OnOneThread(() => app.SignOut.SignOutAsync(Some.SignOutRequest()).GetAwaiter().GetResult());

        (await result.WaitAsync(Patience)).IsSignedOutLocally.Should().BeTrue();
    }

    [Fact]
    public async Task A_termination_whose_result_is_waited_for_ends()
    {
        await using var app = new SignOutApp();

        var result = OnOneThread(() => app.SignOut.EndSessionsAsync(new(SessionTarget.ForTicket(The.TicketId), SessionTerminationReason.Administrator)).GetAwaiter().GetResult());

        (await result.WaitAsync(Patience)).Succeeded.Should().BeTrue();
    }

    private static Task<T> OnOneThread<T>(Func<T> work)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new OneThread());
            try
            {
                completion.SetResult(work());
            }
            catch (Exception exception)
            {
                completion.SetException(exception);
            }
        })
        { IsBackground = true };
        thread.Start();
        return completion.Task;
    }

    /// <summary>What is posted waits until the thread is free, which it never is here.</summary>
    private sealed class OneThread : SynchronizationContext
    {
        private readonly ConcurrentQueue<(SendOrPostCallback Work, object? State)> _posted = new();

        public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

        public override SynchronizationContext CreateCopy() => this;
    }
}
