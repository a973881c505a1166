namespace Okta.Logout;

/// <summary>What one read of a revocation log returned.</summary>
public sealed class RevocationLogPage
{
    /// <summary>Initializes a new instance of the <see cref="RevocationLogPage"/> class.</summary>
    /// <param name="records">The records, in any order.</param>
    /// <param name="position">Where the next read begins.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public RevocationLogPage(IReadOnlyList<RevocationLogRecord> records, string position)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(position);
        Records = records;
        Position = position;
    }

    /// <summary>Gets the records.</summary>
    public IReadOnlyList<RevocationLogRecord> Records { get; }

    /// <summary>Gets where the next read begins.</summary>
    public string Position { get; }

    /// <summary>Gets or sets whether there is more to read at once.</summary>
    public bool HasMore { get; set; }

    /// <summary>Gets or sets whether the log may have lost records that were in it: it was replaced, restored, or taken over by a copy that was behind.</summary>
    /// <value>
    /// Then this page, and those up to the first without <see cref="HasMore"/>, hold again what the log still has of the time in question. The library
    /// appends what is missing from what it keeps in memory.
    /// </value>
    public RevocationLogLoss Loss { get; set; }

    /// <summary>Gets records that a part of the log has had for some time, and that this node reads for the first time.</summary>
    internal IReadOnlyList<RevocationLogRecord> History { get; init; } = [];

    /// <summary>Gets why a part of the log could not be read, although the other part was.</summary>
    internal Exception? Failure { get; init; }
}
