namespace Okta.Logout;

/// <summary>
/// A log that all nodes of an app append revocations to, and read: each node keeps the whole list in its own memory, so that the check of a request needs no network.
/// </summary>
/// <remarks>
/// <para>For adapters to what an app has: a Redis stream, a table, a topic. Register one by <c>UseRevocationLog</c> of Okta.Logout.AspNetCore. The library
/// reads by one caller at a time, and appends by several at once.</para>
/// <para>Records are merged by maximum where they are read, so neither their order nor their repetition matters: a log that is not sure whether it has returned
/// a record returns it again. What matters is that none is passed over: a position must not move beyond a record that becomes visible later.</para>
/// </remarks>
public interface IRevocationLog
{
    /// <summary>Appends records.</summary>
    /// <param name="records">The records, for each reader as they are.</param>
    /// <param name="cancellationToken">Ends the attempt. Whether the records were appended is then not known: they are appended again.</param>
    /// <returns>
    /// What the log has done, when it has accepted them: <see cref="RevocationAcknowledgement.Accepted"/>, unless it keeps copies and the app asks for them.
    /// It fails with any exception if it has not accepted them.
    /// </returns>
    ValueTask<RevocationAcknowledgement> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken = default);

    /// <summary>Reads records from a position on.</summary>
    /// <param name="position">The position of the last page; <see langword="null"/> for the start of the log.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The next records, a few thousand at most, and the position after them. It fails with any exception if the log cannot be read.</returns>
    ValueTask<RevocationLogPage> ReadAsync(string? position, CancellationToken cancellationToken = default);

    /// <summary>Waits until there may be something to read. The library also reads from time to time without that.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when a record was appended since the last call, the connection to the log was restored, or nothing is known.</returns>
    Task WaitAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes records that have expired. Each node calls it every few minutes, at a time of its own.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that completes when it is done, or when there is more to remove than is good at once.</returns>
    ValueTask TrimAsync(CancellationToken cancellationToken = default);
}
