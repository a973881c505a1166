namespace Snippets;

/// <summary>A journal of the app: its entries have ascending numbers, and appear in their order.</summary>
internal interface IJournal
{
    Task AppendAsync(ReadOnlyMemory<byte> data, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    Task<IReadOnlyList<JournalEntry>> ReadAsync(long after, int most, CancellationToken cancellationToken);

    Task WaitForNewAsync(CancellationToken cancellationToken);

    Task RemoveExpiredAsync(CancellationToken cancellationToken);
}
