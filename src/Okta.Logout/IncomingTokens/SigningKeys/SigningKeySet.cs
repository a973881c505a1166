using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>The usable keys of a JWK set (RFC 7517, section 5). Keys that cannot or must not verify signatures are left out.</summary>
internal sealed class SigningKeySet
{
    // A token without kid is tried with each fitting key: providers have two or three.
    private const int MostCandidates = 16;

    private readonly List<SigningKey> _keys;
    private readonly HashSet<string> _keyIds;

    private SigningKeySet(List<SigningKey> keys, HashSet<string> keyIds, int ignored)
    {
        _keys = keys;
        _keyIds = keyIds;
        Ignored = ignored;
    }

    public int Count => _keys.Count;

    public int Ignored { get; }

    /// <summary>Reads a JWK set; null for anything else.</summary>
    public static SigningKeySet? Read(byte[] json)
    {
        if (!StrictJson.TryParseObject(json, out var document))
            return null;
        using (document)
        {
            if (!document.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind is not JsonValueKind.Array)
                return null;
            var usable = keys.EnumerateArray().Select(JsonWebKeyReader.Read).Where(key => key is not null).ToList();
            return new(usable!, [.. keys.EnumerateArray().Select(JsonWebKeyReader.ReadKeyId).OfType<string>()], keys.GetArrayLength() - usable.Count);
        }
    }

    /// <summary>Whether a key of the set has this id, even if it is not usable.</summary>
    public bool Knows(string? keyId) => keyId is not null && _keyIds.Contains(keyId);

    public IReadOnlyList<SecurityKey> Find(string? keyId, string algorithm)
    {
        List<SecurityKey> found = new(1);
        foreach (var key in _keys)
        {
            if (found.Count < MostCandidates && key.Fits(keyId, algorithm))
                found.Add(key.Key);
        }

        return found;
    }
}
