using System.Data.Common;
using Okta.Logout.AspNetCore;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>The record of live sessions: a table with a row for each session.</summary>
internal sealed class EntityFrameworkUserSessionStore(RevocationDatabase database, TimeProvider timeProvider) : IUserSessionStore
{
    public Task SetAsync(string user, string id, ReadOnlyMemory<byte> data, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        // Relative to the clock of the database, which need not be this node's.
        var lifetime = (long)(expiresAt - timeProvider.GetUtcNow()).TotalMilliseconds;
        (string Name, object Value)[] values = [("@user", user), ("@id", id), ("@data", data.ToArray()), ("@lifetime", lifetime)];
        return database.RunAsync(
            async (session, token) =>
            {
                if (await UpdateAsync(session, values, token))
                    return true;
                try
                {
                    return await InsertAsync(session, values, token);
                }
                catch (DbException) when (!token.IsCancellationRequested)
                {
                    // Another node was faster, if the row is there now.
                    if (await UpdateAsync(session, values, token))
                        return true;
                    throw;
                }
            },
            cancellationToken);
    }

    public Task RemoveAsync(string user, string id, CancellationToken cancellationToken = default) => database.ExecuteAsync(
        session => session.Command(
            $"DELETE FROM {session.Tables.Sessions} WHERE {session.Tables.SessionId} = @id AND {session.Tables.UserKey} = @user", ("@id", id), ("@user", user)),
        cancellationToken);

    public Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(string user, CancellationToken cancellationToken = default) => database.RunAsync(
        async (session, token) =>
        {
            var (tables, now) = (session.Tables, session.Dialect.Now);
            await using var command = session.Command(
                $"SELECT {tables.SessionId}, {tables.SessionData} FROM {tables.Sessions} WHERE {tables.UserKey} = @user AND {tables.SessionExpiresAt} > {now}", ("@user", user));
            await using var rows = await command.ExecuteReaderAsync(token);
            var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            while (await rows.ReadAsync(token))
                found[rows.GetString(0)] = rows.GetFieldValue<byte[]>(1);
            return (IReadOnlyDictionary<string, byte[]>)found;
        },
        cancellationToken);

    private static async Task<bool> UpdateAsync(RevocationSession session, (string Name, object Value)[] values, CancellationToken cancellationToken)
    {
        var tables = session.Tables;
        return await RevocationSession.ExecuteAsync(
            session.Command(
                $"UPDATE {tables.Sessions} SET {tables.UserKey} = @user, {tables.SessionData} = @data, {tables.SessionExpiresAt} = {session.Dialect.Now} + @lifetime WHERE {tables.SessionId} = @id",
                values),
            cancellationToken) == 1;
    }

    private static async Task<bool> InsertAsync(RevocationSession session, (string Name, object Value)[] values, CancellationToken cancellationToken)
    {
        var tables = session.Tables;
        return await RevocationSession.ExecuteAsync(
            session.Command(
                $"INSERT INTO {tables.Sessions} ({tables.SessionId}, {tables.UserKey}, {tables.SessionData}, {tables.SessionExpiresAt}) VALUES (@id, @user, @data, {session.Dialect.Now} + @lifetime)",
                values),
            cancellationToken) == 1;
    }
}
