using System.Collections.Concurrent;
using System.Data.Common;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>The memory of used tokens of all nodes: a table whose key accepts each token once.</summary>
internal sealed class EntityFrameworkTokenReplayCache(RevocationDatabase database, TimeProvider timeProvider) : ITokenReplayCache
{
    private readonly ConcurrentDictionary<string, byte[]> _owners = new(StringComparer.Ordinal);

    public async ValueTask<TokenReservation> ReserveAsync(string tokenKey, DateTimeOffset reservedUntil, CancellationToken cancellationToken = default)
    {
        var owner = TokenOwner.New();
        var lifetime = LifetimeOf(reservedUntil);
        var reservation = await database.RunAsync((session, token) => ReserveAsync(session, tokenKey, owner, lifetime, token), cancellationToken);
        if (reservation is TokenReservation.Reserved)
            _owners[tokenKey] = owner;
        return reservation;
    }

    public async ValueTask MarkUsedAsync(string tokenKey, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        _owners.TryRemove(tokenKey, out _);
        var lifetime = LifetimeOf(expiresAt);
        await database.RunAsync(
            async (session, token) =>
            {
                if (await MarkAsync(session, tokenKey, lifetime, token))
                    return true;
                try
                {
                    return await InsertAsync(session, tokenKey, DBNull.Value, lifetime, token);
                }
                catch (DbException) when (!token.IsCancellationRequested)
                {
                    // Another node was faster, if the row is there now.
                    if (await MarkAsync(session, tokenKey, lifetime, token))
                        return true;
                    throw;
                }
            },
            cancellationToken);
    }

    public async ValueTask ReleaseAsync(string tokenKey, CancellationToken cancellationToken = default)
    {
        if (!_owners.TryRemove(tokenKey, out var owner))
            return;

        // Only one's own: the reservation may have run out, and another node have the token by now.
        await database.ExecuteAsync(
            session => session.Command(
                $"DELETE FROM {session.Tables.Tokens} WHERE {session.Tables.TokenKey} = @key AND {session.Tables.Owner} = @owner", ("@key", tokenKey), ("@owner", owner)),
            cancellationToken);
    }

    private static async Task<TokenReservation> ReserveAsync(RevocationSession session, string tokenKey, byte[] owner, long lifetime, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, tokenKey, owner, cancellationToken) is { } present)
            return present;
        if (await TakeOverAsync(session, tokenKey, owner, lifetime, cancellationToken))
            return TokenReservation.Reserved;
        try
        {
            await InsertAsync(session, tokenKey, owner, lifetime, cancellationToken);
            return TokenReservation.Reserved;
        }
        catch (DbException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another node was faster, if the row is there now; or this insert was carried out, and its answer was lost.
            if (await FindAsync(session, tokenKey, owner, cancellationToken) is { } other)
                return other;
            throw;
        }
    }

    private static async Task<TokenReservation?> FindAsync(RevocationSession session, string tokenKey, byte[] owner, CancellationToken cancellationToken)
    {
        var tables = session.Tables;
        var present = await RevocationSession.ScalarAsync(
            session.Command(
                $"SELECT {tables.Owner} FROM {tables.Tokens} WHERE {tables.TokenKey} = @key AND {tables.TokenExpiresAt} > {session.Dialect.Now}", ("@key", tokenKey)),
            cancellationToken);
        return present switch
        {
            null => null,
            DBNull => TokenReservation.Used,
            byte[] bytes when bytes.AsSpan().SequenceEqual(owner) => TokenReservation.Reserved,
            _ => TokenReservation.InProgress,
        };
    }

    // Of several, one finds the row expired: the others wait for it, and look again.
    private static async Task<bool> TakeOverAsync(RevocationSession session, string tokenKey, byte[] owner, long lifetime, CancellationToken cancellationToken)
    {
        var (tables, now) = (session.Tables, session.Dialect.Now);
        return await RevocationSession.ExecuteAsync(
            session.Command(
                $"UPDATE {tables.Tokens} SET {tables.Owner} = @owner, {tables.TokenExpiresAt} = {now} + @lifetime WHERE {tables.TokenKey} = @key AND {tables.TokenExpiresAt} <= {now}",
                ("@key", tokenKey),
                ("@owner", owner),
                ("@lifetime", lifetime)),
            cancellationToken) == 1;
    }

    private static async Task<bool> InsertAsync(RevocationSession session, string tokenKey, object owner, long lifetime, CancellationToken cancellationToken)
    {
        // What is used has no owner.
        var tables = session.Tables;
        var value = owner is DBNull ? "NULL" : "@owner";
        (string Name, object Value)[] parameters = [("@key", tokenKey), ("@lifetime", lifetime), .. owner is DBNull ? [] : new[] { ("@owner", owner) }];
        return await RevocationSession.ExecuteAsync(
            session.Command(
                $"INSERT INTO {tables.Tokens} ({tables.TokenKey}, {tables.Owner}, {tables.TokenExpiresAt}) VALUES (@key, {value}, {session.Dialect.Now} + @lifetime)", parameters),
            cancellationToken) == 1;
    }

    private static async Task<bool> MarkAsync(RevocationSession session, string tokenKey, long lifetime, CancellationToken cancellationToken)
    {
        var tables = session.Tables;
        return await RevocationSession.ExecuteAsync(
            session.Command(
                $"UPDATE {tables.Tokens} SET {tables.Owner} = NULL, {tables.TokenExpiresAt} = {session.Dialect.Now} + @lifetime WHERE {tables.TokenKey} = @key",
                ("@key", tokenKey),
                ("@lifetime", lifetime)),
            cancellationToken) == 1;
    }

    // Relative to the clock of the database, which need not be this node's.
    private long LifetimeOf(DateTimeOffset end) => Math.Max(1_000, (long)(end - timeProvider.GetUtcNow()).TotalMilliseconds);
}
