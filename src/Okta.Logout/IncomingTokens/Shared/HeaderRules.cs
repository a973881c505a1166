using System.Text.Json;

namespace Okta.Logout;

/// <summary>The rules for the headers of all incoming tokens. Their jwk, jku, x5c and x5u are ignored (RFC 8725, section 3.10).</summary>
internal static class HeaderRules
{
    private const string MediaTypePrefix = "application/";

    /// <summary>No extension is supported, so none may be critical (RFC 7515, section 4.1.11); payloads are base64url (RFC 7797).</summary>
    public static TokenRefusal? NothingCritical(JsonElement header) =>
        header.Has("crit") || header.Has("b64") ? TokenRefusal.CriticalHeader : null;

    /// <summary>The registered algorithm only, not any that a key could verify (RFC 8725, section 3.1).</summary>
    public static TokenRefusal? Algorithm(JsonElement header, params IReadOnlyList<string> registered) =>
        header.TryGetText("alg", out var algorithm) && registered.Contains(algorithm) ? null : TokenRefusal.WrongAlgorithm;

    /// <summary>The type in upper or lower case, with or without <c>application/</c> (RFC 7515, section 4.1.9; RFC 8725, section 3.11).</summary>
    public static TokenRefusal? Type(JsonElement header, bool isRequired, params IReadOnlyList<string> types)
    {
        if (!header.TryGetOptionalText("typ", out var type))
            return TokenRefusal.WrongType;
        if (type is null)
            return isRequired ? TokenRefusal.WrongType : null;
        if (type.StartsWith(MediaTypePrefix, StringComparison.OrdinalIgnoreCase))
            type = type.Substring(MediaTypePrefix.Length);
        return types.Contains(type, StringComparer.OrdinalIgnoreCase) ? null : TokenRefusal.WrongType;
    }

    /// <summary>A key is named by a string, or not at all (RFC 7515, section 4.1.4).</summary>
    public static TokenRefusal? KeyId(JsonElement header) =>
        header.TryGetOptionalText("kid", out _) ? null : TokenRefusal.WrongKeyId;
}
