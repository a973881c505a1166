namespace Okta.Logout.AspNetCore;

/// <summary>Where the record of live sessions is kept. What it keeps is encrypted with the Data Protection keys of the app, and names no user.</summary>
/// <remarks>
/// The default keeps it in memory, for apps on one node. <c>UseRedis</c> and <c>UseEntityFramework</c> bring their own. If it is lost, sessions go on, and are listed again
/// when they are used. Nothing that ends a session depends on it.
/// </remarks>
public interface IUserSessionStore
{
    /// <summary>Adds a record, or replaces it.</summary>
    /// <param name="user">The key of the user: 32 hexadecimal digits.</param>
    /// <param name="id">The id of the session: 32 hexadecimal digits.</param>
    /// <param name="data">The record: some hundred bytes.</param>
    /// <param name="expiresAt">From when on the record is not needed.</param>
    /// <param name="cancellationToken">Cancelled when the time is over.</param>
    /// <returns>A task that completes when the record is stored.</returns>
    Task SetAsync(string user, string id, ReadOnlyMemory<byte> data, DateTimeOffset expiresAt, CancellationToken cancellationToken = default);

    /// <summary>Removes a record, if it is there.</summary>
    /// <param name="user">The key of the user.</param>
    /// <param name="id">The id of the session.</param>
    /// <param name="cancellationToken">Cancelled when the time is over.</param>
    /// <returns>A task that completes when it is removed.</returns>
    Task RemoveAsync(string user, string id, CancellationToken cancellationToken = default);

    /// <summary>Returns the records of a user. Those that have expired may be among them.</summary>
    /// <param name="user">The key of the user.</param>
    /// <param name="cancellationToken">Cancelled when the time is over.</param>
    /// <returns>The records by the ids of their sessions.</returns>
    Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(string user, CancellationToken cancellationToken = default);
}
