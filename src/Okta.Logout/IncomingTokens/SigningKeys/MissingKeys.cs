namespace Okta.Logout;

/// <summary>The key ids that were looked for in a download and not found. Bounded, because key ids come from strangers.</summary>
internal sealed class MissingKeys
{
    private const int Most = 64;
    private const int LongestKeyId = 256;

    private readonly HashSet<string> _keyIds = new(StringComparer.Ordinal);

    public void Add(string? keyId)
    {
        lock (_keyIds)
        {
            if (_keyIds.Count < Most && NameOf(keyId) is { Length: <= LongestKeyId } name)
                _keyIds.Add(name);
        }
    }

    public bool Contains(string? keyId)
    {
        lock (_keyIds)
            return _keyIds.Contains(NameOf(keyId));
    }

    // A token without a kid may be signed by any key of its algorithm.
    private static string NameOf(string? keyId) => keyId ?? "";
}
