using Okta.Logout.AspNetCore;
using StackExchange.Redis;

namespace Okta.Logout.Redis;

/// <summary>The record of live sessions: a hash for each user, with a field for each session, and a sorted set of the times at which they expire.</summary>
internal sealed class RedisUserSessionStore(RedisConnection connection, TimeProvider timeProvider) : IUserSessionStore
{
    private const int MostExpired = 1_000;

    // The clocks of the nodes differ.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    public async Task SetAsync(string user, string id, ReadOnlyMemory<byte> data, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        var database = await connection.DatabaseAsync(cancellationToken);
        var now = timeProvider.GetUtcNow();
        if (expiresAt <= now)
            return;

        // A hash forgets no field by itself: what has expired is found by its time.
        var expired = database.SortedSetRangeByScoreAsync(TimesOf(user), stop: Milliseconds(now - ClockDifference), take: MostExpired);
        var longest = database.SortedSetRangeByRankWithScoresAsync(TimesOf(user), 0, 0, Order.Descending);
        var gone = await expired.WaitAsync(cancellationToken);
        var last = (await longest.WaitAsync(cancellationToken)) is [{ Score: var score }] ? Math.Max(score, Milliseconds(expiresAt)) : Milliseconds(expiresAt);
        var lifetime = TimeSpan.FromMilliseconds(last - Milliseconds(now)) + ClockDifference;
        var transaction = database.CreateTransaction();
        List<Task> setting =
        [
            transaction.HashSetAsync(KeyOf(user), id, data),
            transaction.SortedSetAddAsync(TimesOf(user), id, Milliseconds(expiresAt)),
            transaction.HashDeleteAsync(KeyOf(user), gone),
            transaction.SortedSetRemoveAsync(TimesOf(user), gone),
            transaction.KeyExpireAsync(KeyOf(user), lifetime),
            transaction.KeyExpireAsync(TimesOf(user), lifetime),
        ];
        await transaction.ExecuteAsync().WaitAsync(cancellationToken);
        await Task.WhenAll(setting).WaitAsync(cancellationToken);
    }

    public async Task RemoveAsync(string user, string id, CancellationToken cancellationToken = default)
    {
        var database = await connection.DatabaseAsync(cancellationToken);
        await Task.WhenAll(database.HashDeleteAsync(KeyOf(user), id), database.SortedSetRemoveAsync(TimesOf(user), id)).WaitAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(string user, CancellationToken cancellationToken = default)
    {
        var database = await connection.DatabaseAsync(cancellationToken);
        var fields = await database.HashGetAllAsync(KeyOf(user)).WaitAsync(cancellationToken);
        return fields.Where(field => !field.Name.IsNull && !field.Value.IsNull).ToDictionary(field => field.Name.ToString(), field => (byte[])field.Value!, StringComparer.Ordinal);
    }

    private static double Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private RedisKey TimesOf(string user) => $"{connection.Prefix}session-times:{user}";

    private RedisKey KeyOf(string user) => $"{connection.Prefix}sessions:{user}";
}
