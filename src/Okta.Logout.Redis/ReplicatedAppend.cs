using StackExchange.Redis;

namespace Okta.Logout.Redis;

/// <summary>Entries that wait to be appended, and then for replicas.</summary>
internal sealed class ReplicatedAppend(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _replicas = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<RevocationLogRecord> Records => records;

    /// <summary>Gets whether the caller no longer waits for it. It appends the entries again.</summary>
    public bool IsGivenUp => cancellationToken.IsCancellationRequested;

    /// <summary>Gets what completes when the primary has the entries, and fails if it does not.</summary>
    public Task Accepted => _accepted.Task;

    /// <summary>Gets how many replicas have the entries; zero if that is not known.</summary>
    public Task<int> Replicas => _replicas.Task;

    public async Task FollowAsync(Task<RedisResult[]> added)
    {
        try
        {
            await added;
            _accepted.TrySetResult();
        }
        catch (Exception exception)
        {
            Refuse(exception);
        }
    }

    public void Confirm(int replicas) => _replicas.TrySetResult(replicas);

    public void Refuse(Exception exception)
    {
        _replicas.TrySetResult(0);
        if (_accepted.TrySetException(exception))
            _ = _accepted.Task.Exception;
    }
}
