namespace Snippets;

internal sealed record JournalEntry(long Number, ReadOnlyMemory<byte> Data);
