namespace Okta.Logout.Tests;

/// <summary>A body of which no byte ever comes, and which does not listen to cancellation.</summary>
internal sealed class StalledStream : BodyStream
{
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when somebody waits for the body.</summary>
    public Task Stalled => _stalled.Task;

    protected override Task<int> ReadChunkAsync(Memory<byte> buffer)
    {
        _stalled.TrySetResult();
        return new TaskCompletionSource<int>().Task;
    }
}
