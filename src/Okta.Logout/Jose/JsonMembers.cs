using System.Text.Json;

namespace Okta.Logout;

/// <summary>Finds members that JSON parsers accept in silence.</summary>
internal static class JsonMembers
{
    /// <summary>How deeply JSON from strangers may be nested.</summary>
    public const int MaxDepth = 16;

    /// <summary>The name of a member that an object has twice, or null if all are different.</summary>
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
