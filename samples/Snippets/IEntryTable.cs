namespace Snippets;

/// <summary>A table of the app's database: a key of 32 characters, up to 100 bytes, and a time.</summary>
internal interface IEntryTable
{
    Task<byte[]?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes only if the row still has the bytes that were read, or if there is still none.</summary>
    Task<bool> TryWriteAsync(string key, byte[]? read, byte[] bytes, DateTimeOffset expiresAt, CancellationToken cancellationToken);
}
