using StackExchange.Redis;

namespace Okta.Logout.Redis;

/// <summary>The fields of an entry in a stream.</summary>
internal static class RedisEntryFields
{
    public static readonly RedisValue Data = "d";

    /// <summary>When the entry may be removed, in seconds since 1970.</summary>
    public static readonly RedisValue Expires = "x";
}
