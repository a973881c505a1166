using System.Collections.Concurrent;
using Snippets;

namespace Okta.Logout.AspNetCore.Tests;

internal sealed class EntryTableInMemory(TimeProvider timeProvider) : IEntryTable
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, DateTimeOffset ExpiresAt)> _rows = [];

    public Task<byte[]?> FindAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_rows.TryGetValue(key, out var row) && timeProvider.GetUtcNow() < row.ExpiresAt ? row.Bytes : null);
    }

    public Task<bool> TryWriteAsync(string key, byte[]? read, byte[] bytes, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bytes.Should().HaveCountLessThanOrEqualTo(100);
        key.Should().HaveLength(32);
        var isWritten = read is null
            ? _rows.TryAdd(key, (bytes, expiresAt))
            : _rows.TryGetValue(key, out var row) && ReferenceEquals(row.Bytes, read) && _rows.TryUpdate(key, (bytes, expiresAt), row);
        return Task.FromResult(isWritten);
    }
}
