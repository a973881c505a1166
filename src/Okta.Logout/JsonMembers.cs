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
}
