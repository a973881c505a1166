namespace Okta.Logout.Redis;

/// <summary>The part of a key in braces, which alone decides on which server of a Redis Cluster the key is.</summary>
internal static class RedisHashTag
{
    /// <summary>Tells whether all keys with a prefix are on one server: the first pair of braces has something in it.</summary>
    public static bool IsIn(string prefix)
    {
        var start = prefix.IndexOf('{', StringComparison.Ordinal);
        return start >= 0 && prefix.IndexOf('}', start) > start + 1;
    }
}
