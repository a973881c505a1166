namespace Okta.Logout;

/// <summary>A record of a revocation log. It holds digests and times, nothing of a user.</summary>
public sealed class RevocationLogRecord
{
    /// <summary>Initializes a new instance of the <see cref="RevocationLogRecord"/> class, as it was read from a log.</summary>
    /// <param name="data">The bytes of <see cref="Data"/>, as they were appended: what a newer version of the library wrote is kept.</param>
    public RevocationLogRecord(ReadOnlyMemory<byte> data)
        : this(data, default, RevocationLogRecordKind.Entry)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="RevocationLogRecord"/> class, to append it.</summary>
    /// <param name="data">The bytes to store. The library writes its own; others are for tests of a log.</param>
    /// <param name="expiresAt">When the log may drop the record.</param>
    /// <param name="kind">How the log keeps it.</param>
    public RevocationLogRecord(ReadOnlyMemory<byte> data, DateTimeOffset expiresAt, RevocationLogRecordKind kind)
    {
        Data = data;
        ExpiresAt = expiresAt;
        Kind = kind;
    }

    /// <summary>Gets what a log stores.</summary>
    /// <value>At most 100 bytes in this version.</value>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Gets when the log may drop a record that is appended.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Gets what kind of record is appended.</summary>
    public RevocationLogRecordKind Kind { get; }
}
