using System.Globalization;
using Okta.Logout;

namespace Snippets;

#region own-log
internal sealed class JournalRevocationLog(IJournal journal) : IRevocationLog
{
    public async ValueTask<RevocationAcknowledgement> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken = default)
    {
        foreach (var record in records)
            await journal.AppendAsync(record.Data, record.ExpiresAt, cancellationToken);
        return RevocationAcknowledgement.Accepted;
    }

    public async ValueTask<RevocationLogPage> ReadAsync(string? position, CancellationToken cancellationToken = default)
    {
        var start = long.TryParse(position, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var entries = await journal.ReadAsync(start, 1_000, cancellationToken);
        var end = entries.Count > 0 ? entries[^1].Number : start;
        return new([.. entries.Select(entry => new RevocationLogRecord(entry.Data))], end.ToString(CultureInfo.InvariantCulture))
        {
            HasMore = entries.Count == 1_000,
        };
    }

    public Task WaitAsync(CancellationToken cancellationToken = default) => journal.WaitForNewAsync(cancellationToken);

    public ValueTask TrimAsync(CancellationToken cancellationToken = default) => new(journal.RemoveExpiredAsync(cancellationToken));
}
#endregion
