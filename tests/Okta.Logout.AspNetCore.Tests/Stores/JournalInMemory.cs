using Snippets;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The journal of the documents, in memory.</summary>
internal sealed class JournalInMemory : IJournal
{
    private readonly List<(JournalEntry Entry, DateTimeOffset ExpiresAt)> _entries = [];
    private long _last;
    private TaskCompletionSource _new = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task AppendAsync(ReadOnlyMemory<byte> data, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        lock (_entries)
        {
            _entries.Add((new(++_last, data), expiresAt));
            _new.TrySetResult();
            _new = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(long after, int most, CancellationToken cancellationToken)
    {
        lock (_entries)
            return Task.FromResult<IReadOnlyList<JournalEntry>>([.. _entries.Select(entry => entry.Entry).Where(entry => entry.Number > after).Take(most)]);
    }

    public Task WaitForNewAsync(CancellationToken cancellationToken)
    {
        lock (_entries)
            return _new.Task.WaitAsync(cancellationToken);
    }

    public Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        lock (_entries)
            _entries.RemoveAll(entry => entry.ExpiresAt < TimeProvider.System.GetUtcNow());
        return Task.CompletedTask;
    }
}
