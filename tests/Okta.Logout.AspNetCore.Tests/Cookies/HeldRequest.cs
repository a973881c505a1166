namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A request that stays inside the app until the test lets it go.</summary>
internal sealed class HeldRequest
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the request is inside.</summary>
    public Task Arrived => _arrived.Task;

    /// <summary>Called by the app's endpoint.</summary>
    public Task HoldAsync()
    {
        _arrived.TrySetResult();
        return _released.Task;
    }

    public void Release() => _released.TrySetResult();
}
