namespace Okta.Logout;

internal static class DictionaryPolyfills
{
    public static void RemoveWhere<TKey, TValue>(this Dictionary<TKey, TValue> dictionary, Func<TValue, bool> isDone)
        where TKey : notnull
    {
#if NETSTANDARD2_0
        foreach (var key in dictionary.Where(entry => isDone(entry.Value)).Select(entry => entry.Key).ToList())
            dictionary.Remove(key);
#else
        foreach (var (key, value) in dictionary)
        {
            if (isDone(value))
                dictionary.Remove(key);
        }
#endif
    }

    /// <summary>Grows by a quarter. The dictionary itself would double, and leave up to half of a large list empty.</summary>
    public static void GrowGently<TKey, TValue>(this Dictionary<TKey, TValue> dictionary)
        where TKey : notnull
    {
#if !NETSTANDARD2_0
        if (dictionary.Count == dictionary.Capacity && dictionary.Count > 64)
            dictionary.EnsureCapacity(dictionary.Count + (dictionary.Count / 4));
#endif
    }
}
