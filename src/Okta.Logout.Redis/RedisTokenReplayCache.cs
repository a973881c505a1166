using System.Collections.Concurrent;
using System.Security.Cryptography;
using StackExchange.Redis;

namespace Okta.Logout.Redis;

/// <summary>The memory of used tokens of all nodes, by commands that Redis carries out in one step.</summary>
internal sealed class RedisTokenReplayCache(RedisConnection connection, TimeProvider timeProvider) : ITokenReplayCache
{
    private const int OwnerSize = 16;

    private static readonly RedisValue UsedMark = "used";

    private readonly ConcurrentDictionary<string, RedisValue> _owners = new(StringComparer.Ordinal);

    public async ValueTask<TokenReservation> ReserveAsync(string tokenKey, DateTimeOffset reservedUntil, CancellationToken cancellationToken = default)
    {
        var database = await connection.DatabaseAsync(cancellationToken);
        RedisValue owner = RandomNumberGenerator.GetBytes(OwnerSize);
        var lifetime = LifetimeOf(reservedUntil);
        if (!await database.StringSetAsync(KeyOf(tokenKey), owner, lifetime, When.NotExists).WaitAsync(cancellationToken))
        {
            // A command that the connection repeated may have met its own write.
            var present = await database.StringGetAsync(KeyOf(tokenKey)).WaitAsync(cancellationToken);
            if (present != owner)
                return present == UsedMark ? TokenReservation.Used : TokenReservation.InProgress;
        }

        _owners[tokenKey] = owner;
        return TokenReservation.Reserved;
    }

    public async ValueTask MarkUsedAsync(string tokenKey, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        _owners.TryRemove(tokenKey, out _);
        var database = await connection.DatabaseAsync(cancellationToken);
        await database.StringSetAsync(KeyOf(tokenKey), UsedMark, LifetimeOf(expiresAt)).WaitAsync(cancellationToken);
    }

    public async ValueTask ReleaseAsync(string tokenKey, CancellationToken cancellationToken = default)
    {
        if (!_owners.TryRemove(tokenKey, out var owner))
            return;
        var database = await connection.DatabaseAsync(cancellationToken);

        // Only one's own: the reservation may have run out, and another node have the token by now.
        await database.LockReleaseAsync(KeyOf(tokenKey), owner).WaitAsync(cancellationToken);
    }

    // Relative to the clock of Redis, which need not be this node's.
    private TimeSpan LifetimeOf(DateTimeOffset end)
    {
        var lifetime = end - timeProvider.GetUtcNow();
        return lifetime > TimeSpan.FromSeconds(1) ? lifetime : TimeSpan.FromSeconds(1);
    }

    private RedisKey KeyOf(string tokenKey) => $"{connection.Prefix}token:{tokenKey}";
}
