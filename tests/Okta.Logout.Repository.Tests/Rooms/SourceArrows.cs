using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Okta.Logout.Repository.Tests;

/// <summary>Finds which room uses which in C# sources.</summary>
internal static class SourceArrows
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14, preprocessorSymbols: ["NET", "NET10_0", "NET10_0_OR_GREATER"]);

    // What the tests run on, which is what the packages depend on and more.
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Okta.Logout", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Returns each use of a type, or of a member of a type, that another room declares.</summary>
    /// <param name="sources">The text of each source file, by its path below <c>src</c>, with slashes.</param>
    public static IEnumerable<Arrow> Find(IEnumerable<KeyValuePair<string, string>> sources)
    {
        // All packages in one compilation: then a use resolves to the source of what it uses, whichever package that is in.
        var compilation = CSharpCompilation.Create(
            "Sources",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, Options), .. sources.Select(source => CSharpSyntaxTree.ParseText(source.Value, Options, source.Key, Encoding.UTF8))],
            References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        // Members that source generators write are missing, types are not.
        if (compilation.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Id is "CS0246" or "CS0234" or "CS0103") is { } unknown)
            throw new InvalidOperationException($"The sources do not compile here: {unknown}");
        return compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).SelectMany(tree => Find(compilation, tree));
    }

    private static IEnumerable<Arrow> Find(CSharpCompilation compilation, SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        var from = Room.Of(tree.FilePath);
        foreach (var node in tree.GetRoot().DescendantNodes().Where(node => node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax))
        {
            var info = model.GetSymbolInfo(node);
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not { } symbol || TypeOf(symbol) is not { } type)
                continue;
            var rooms = type.DeclaringSyntaxReferences.Select(reference => Room.Of(reference.SyntaxTree.FilePath)).Distinct().ToList();
            if (rooms.Count > 0 && !rooms.Contains(from))
                yield return new(from, rooms[0], type.Name, InternalOf(symbol, type), $"{tree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}");
        }
    }

    private static INamedTypeSymbol? TypeOf(ISymbol symbol)
    {
        var type = symbol as INamedTypeSymbol ?? (symbol is IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol ? symbol.ContainingType : null);
        while (type?.ContainingType is { } outer)
            type = outer;
        return type?.OriginalDefinition;
    }

    private static string? InternalOf(ISymbol symbol, INamedTypeSymbol type)
    {
        if (type.DeclaredAccessibility is not Accessibility.Public)
            return type.Name;
        return symbol.DeclaredAccessibility is Accessibility.Public ? null : $"{type.Name}.{symbol.Name}";
    }
}
