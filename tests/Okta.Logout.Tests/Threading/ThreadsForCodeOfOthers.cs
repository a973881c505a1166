using System.Collections.Concurrent;

namespace Okta.Logout.Tests;

public sealed class ThreadsForCodeOfOthers : IDisposable
{
    private readonly DedicatedThreads _threads = new("test", 2);
    private readonly ManualResetEventSlim _gate = new();
    private readonly CountdownEvent _blocked = new(2);

    public void Dispose()
    {
        _gate.Set();
        _gate.Dispose();
        _blocked.Dispose();
    }

    [Fact]
    public async Task Work_runs_on_none_of_the_thread_pools_threads() => (await RunAsync(() => Task.FromResult(Thread.CurrentThread.IsThreadPoolThread))).Should().BeFalse();

    [Fact]
    public async Task Work_stays_there_when_it_goes_on_after_an_await() => (await RunAsync(async () =>
    {
        await Task.Yield();
        return Thread.CurrentThread.IsThreadPoolThread;
    })).Should().BeFalse();

    [Fact]
    public async Task No_more_threads_are_used_than_allowed()
    {
        var seen = new ConcurrentBag<int>();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => RunAsync(() =>
        {
            seen.Add(Environment.CurrentManagedThreadId);
            return Task.FromResult(true);
        })));

        seen.Distinct().Count().Should().BeInRange(1, 2);
    }

    [Fact]
    public async Task Work_waits_while_all_threads_are_blocked_and_runs_when_one_is_free()
    {
        var blocking = new[] { BlockAsync(), BlockAsync() };
        _blocked.Wait();

        var late = RunAsync(() => Task.FromResult(true));

        late.IsCompleted.Should().BeFalse();
        _gate.Set();
        (await late).Should().BeTrue();
        await Task.WhenAll(blocking);
    }

    [Fact]
    public async Task Work_whose_time_is_over_before_a_thread_is_free_never_runs()
    {
        var blocking = new[] { BlockAsync(), BlockAsync() };
        _blocked.Wait();
        var hasRun = false;
        using var end = new CancellationTokenSource();
        var late = _threads.RunAsync(() => Task.FromResult(hasRun = true), end.Token);

        await end.CancelAsync();

        await late.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
        _gate.Set();
        await Task.WhenAll(blocking);
        await RunAsync(() => Task.FromResult(true));
        hasRun.Should().BeFalse();
    }

    [Fact]
    public async Task Threads_that_are_all_blocked_by_their_own_continuations_get_on()
    {
        var started = new Barrier(2);

        Task<bool> BlockOnOwnContinuationAsync() => RunAsync(() =>
        {
            started.SignalAndWait();
            return Task.FromResult(ContinueAsync().GetAwaiter().GetResult());
        });

        (await Task.WhenAll(BlockOnOwnContinuationAsync(), BlockOnOwnContinuationAsync())).Should().Equal(true, true);

        static async Task<bool> ContinueAsync()
        {
            await Task.Yield();
            return true;
        }
    }

    [Fact]
    public async Task A_fault_of_the_work_is_the_fault_of_its_task()
    {
        await FluentActions.Awaiting(() => RunAsync<bool>(() => throw new InvalidOperationException("at once"))).Should().ThrowAsync<InvalidOperationException>();
        await FluentActions.Awaiting(() => RunAsync(() => Task.FromException<bool>(new InvalidOperationException("later")))).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Work_sees_the_async_locals_of_its_caller_and_the_thread_keeps_none()
    {
        var local = new AsyncLocal<string?> { Value = "first" };
        var first = await RunAsync(() => Task.FromResult(local.Value));
        local.Value = null;

        first.Should().Be("first");
        (await RunAsync(() => Task.FromResult(local.Value))).Should().BeNull();
    }

    private Task<T> RunAsync<T>(Func<Task<T>> work) => _threads.RunAsync(work, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

    private Task BlockAsync() => _threads.RunAsync(
        () =>
        {
            _blocked.Signal();
            _gate.Wait(CancellationToken.None);
            return Task.CompletedTask;
        },
        CancellationToken.None);
}
