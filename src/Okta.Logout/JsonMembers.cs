using System.Text.Json;

namespace Okta.Logout;

/// <summary>Looks for what JSON parsers pass over in silence.</summary>
internal static class JsonMembers
{
    /// <summary>How deep the JSON of a stranger may be.</summary>
    public const int MaxDepth = 16;

    /// <summary>The name of a member that an object has twice, or null where all are different.</summary>
    /// <exception cref="InvalidOperationException">A name is not valid Unicode.</exception>
    public static string? FindDuplicate(JsonElement jsonObject)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in jsonObject.EnumerateObject())
        {
            if (!names.Add(member.Name))
                return member.Name;
        }

        return null;
    }

    /// <summary>Whether a value holds an object that has a member twice, at any depth.</summary>
    /// <exception cref="InvalidOperationException">A name is not valid Unicode.</exception>
    public static bool HasDuplicate(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => FindDuplicate(value) is not null || value.EnumerateObject().Any(member => HasDuplicate(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HasDuplicate),
        _ => false,
    };
}
