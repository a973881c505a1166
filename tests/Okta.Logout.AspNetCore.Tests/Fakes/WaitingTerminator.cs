namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Does not end until a test releases it.</summary>
internal sealed class WaitingTerminator : ISessionTerminator
{
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Began => _began.Task;

    public Task Ended => _ended.Task;

    public void GoOn() => _goOn.TrySetResult();

    public async ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
    {
        _began.TrySetResult();
        await _goOn.Task.WaitAsync(cancellationToken);
        _ended.TrySetResult();
    }
}
