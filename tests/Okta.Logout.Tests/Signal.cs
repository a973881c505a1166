namespace Okta.Logout.Tests;

/// <summary>Tells a test that something has begun elsewhere. A test that waits in vain fails.</summary>
internal sealed class Signal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _given = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Give() => _given.TrySetResult();

    public Task WaitAsync() => _given.Task.WaitAsync(Patience);
}
