using System.Collections.Concurrent;

namespace Okta.Logout.Tests;

public sealed class ThreadsOfTerminators : IAsyncDisposable
{
    private readonly SignOutApp _app = new();
    private readonly TaskCompletionSource _gate = new();
    private readonly ConcurrentBag<bool> _onThreadPool = [];

    public async ValueTask DisposeAsync()
    {
        _gate.TrySetResult();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_terminator_that_blocks_in_many_sign_outs_holds_no_thread_of_the_pool(bool blocksAfterAwait)
    {
        _app.WithTerminator(async (_, _) =>
        {
            if (blocksAfterAwait)
                await Task.Yield();
            _onThreadPool.Add(Thread.CurrentThread.IsThreadPoolThread);
            _gate.Task.GetAwaiter().GetResult();
        });

        var signOuts = Enumerable.Range(0, 20).Select(_ => _app.SignOutAsync()).ToList();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(_onThreadPool.Count == 20));
        _gate.SetResult();
        var results = await Task.WhenAll(signOuts);

        _onThreadPool.Should().NotContain(true);
        results.Should().AllSatisfy(result => result.Steps.Should().Contain(step => step.Name == nameof(ScriptedTerminator) && step.Outcome == SignOutStepOutcome.Succeeded));
    }

    [Fact]
    public async Task Terminators_that_never_end_do_not_keep_the_next_sign_out_from_ending_the_session()
    {
        _app.WithTerminator((_, _) =>
        {
            _onThreadPool.Add(Thread.CurrentThread.IsThreadPoolThread);
            _gate.Task.GetAwaiter().GetResult();
            return default;
        });
        _app.WithStore((_, _) => default);
        var signOuts = Enumerable.Range(0, 100).Select(_ => _app.SignOutAsync()).ToList();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(_onThreadPool.Count == 32));

        var last = _app.SignOutAsync();
        await Eventually.BecomesTrueAsync(() =>
        {
            _app.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(last.IsCompleted);
        });

        (await last).Steps.Should().Contain(step => step.Name == SignOutStepNames.RevocationList && step.Outcome == SignOutStepOutcome.Succeeded)
            .And.Contain(step => step.Name == nameof(ISessionTerminator) && step.Outcome == SignOutStepOutcome.TimedOut);
        _onThreadPool.Should().HaveCount(32).And.NotContain(true);
        _gate.SetResult();
        await Task.WhenAll(signOuts);
        _onThreadPool.Should().HaveCount(32, "what waited longer than its time never runs");
    }
}
