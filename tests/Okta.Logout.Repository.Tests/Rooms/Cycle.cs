namespace Okta.Logout.Repository.Tests;

/// <summary>Finds a way that leads back to where it began.</summary>
internal static class Cycle
{
    /// <summary>Returns the first cycle, with its first node again at the end; nothing where there is none.</summary>
    public static IReadOnlyList<T> Find<T>(IEnumerable<(T From, T To)> arrows)
        where T : notnull
    {
        var next = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        HashSet<T> done = [];
        foreach (var node in next.Select(group => group.Key))
        {
            if (Find(node, next, [], done) is { } cycle)
                return cycle;
        }

        return [];
    }

    private static List<T>? Find<T>(T node, ILookup<T, T> next, List<T> way, HashSet<T> done)
        where T : notnull
    {
        if (way.IndexOf(node) is >= 0 and var start)
            return [.. way.Skip(start), node];
        if (!done.Add(node))
            return null;
        way.Add(node);
        var cycle = next[node].Select(to => Find(to, next, way, done)).FirstOrDefault(found => found is not null);
        way.RemoveAt(way.Count - 1);
        return cycle;
    }
}
