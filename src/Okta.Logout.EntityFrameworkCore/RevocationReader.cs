namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Reads on in the table. Ids are given at INSERT, and rows appear at COMMIT: so what comes late has to be found, whatever its id.</summary>
internal abstract class RevocationReader
{
    public abstract Task<RevocationLogPage> ReadAsync(RevocationSession session, string? position, bool isSuspect, CancellationToken cancellationToken);

    /// <summary>Returns the reader for a database.</summary>
    public static RevocationReader Of(RevocationTables tables) => tables.TransactionId is { } column ? new SnapshotReader(column) : new GapReader();

    protected static RevocationLogPage Page(RevocationRows rows, string position, RevocationLogLoss loss) => new(rows.Records, position) { HasMore = rows.IsFull, Loss = loss };
}
