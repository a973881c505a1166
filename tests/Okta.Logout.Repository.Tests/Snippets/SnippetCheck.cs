namespace Okta.Logout.Repository.Tests;

/// <summary>What is wrong with the C# blocks of a document; nothing, where each equals the region that its marker names.</summary>
internal static class SnippetCheck
{
    public static IEnumerable<string> Faults(string file, string document, ILookup<string, string> regions)
    {
        foreach (var snippet in MarkdownDocument.Snippets(file, document))
        {
            if (snippet.Name is null)
            {
                yield return $"{snippet.Place}: a C# block without <!-- snippet: name --> before it.";
                continue;
            }

            var code = regions[snippet.Name].ToList();
            if (code.Count != 1)
                yield return $"{snippet.Place}: {code.Count} regions in samples are named '{snippet.Name}'.";
            else if (code[0] != snippet.Code)
                yield return $"{snippet.Place}: differs from the region '{snippet.Name}', which is\n{code[0]}";
        }
    }
}
