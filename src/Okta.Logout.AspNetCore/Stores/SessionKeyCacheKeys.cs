namespace Okta.Logout.AspNetCore;

/// <summary>Digests as keys of a cache.</summary>
internal static class SessionKeyCacheKeys
{
    public static string ToCacheKey(this SessionKey key, string prefix) => prefix + key.ToString();
}
