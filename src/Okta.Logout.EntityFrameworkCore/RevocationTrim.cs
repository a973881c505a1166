namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Removes rows that are not needed any more, a few at once, and never waits for another node that does the same.</summary>
internal sealed class RevocationTrim(RevocationDatabase database)
{
    private const int AtOnce = 500;
    private const int MostTimes = 20;

    /// <summary>Removes what has expired, by the clock of the database: a node whose clock is ahead must not drop what is still needed.</summary>
    public async Task ExpiredAsync(CancellationToken cancellationToken)
    {
        // The last row stays. It shows that the table was not replaced by an older or an empty one.
        await RepeatAsync(
            session =>
            {
                var (tables, dialect) = (session.Tables, session.Dialect);
                return dialect.Delete(
                    tables.Revocations,
                    tables.Id,
                    $"{tables.ExpiresAt} < {dialect.Now} AND {tables.Id} < (SELECT MAX({tables.Id}) FROM {tables.Revocations}{dialect.Unlocked})",
                    AtOnce);
            },
            cancellationToken);
        await RepeatAsync(
            session => session.Dialect.Delete(session.Tables.Tokens, session.Tables.TokenKey, $"{session.Tables.TokenExpiresAt} < {session.Dialect.Now}", AtOnce),
            cancellationToken);
        await RepeatAsync(
            session => session.Dialect.Delete(session.Tables.Sessions, session.Tables.SessionId, $"{session.Tables.SessionExpiresAt} < {session.Dialect.Now}", AtOnce),
            cancellationToken);
    }

    /// <summary>Removes the oldest of what strangers can cause.</summary>
    public async Task UnconfirmedAsync(CancellationToken cancellationToken)
    {
        var oldestKept = await database.RunAsync(
            async (session, token) =>
            {
                var (tables, dialect) = (session.Tables, session.Dialect);
                var newest = dialect.First(
                    $"{tables.Id} FROM {tables.Revocations}{dialect.Unlocked} WHERE {tables.Kind} = {(int)RevocationLogRecordKind.Unconfirmed} ORDER BY {tables.Id} DESC",
                    RevocationLogLimits.Unconfirmed);
                return await RevocationSession.ScalarAsync(session.Command($"SELECT MIN(n.{tables.Id}) FROM ({newest}) n"), token) as long? ?? 0;
            },
            cancellationToken);
        await RepeatAsync(
            session => session.Dialect.Delete(
                session.Tables.Revocations,
                session.Tables.Id,
                $"{session.Tables.Kind} = {(int)RevocationLogRecordKind.Unconfirmed} AND {session.Tables.Id} < {oldestKept}",
                AtOnce),
            cancellationToken);
    }

    private async Task RepeatAsync(Func<RevocationSession, string> statement, CancellationToken cancellationToken)
    {
        for (var times = 0; times < MostTimes; times++)
        {
            if (await database.ExecuteAsync(session => session.Command(statement(session)), cancellationToken) < AtOnce)
                return;
        }
    }
}
