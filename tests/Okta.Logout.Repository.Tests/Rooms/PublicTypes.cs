using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Okta.Logout.Repository.Tests;

public class PublicTypes
{
    [Fact]
    public void Each_is_in_a_file_of_its_own_and_of_its_name() => Sources.All
        .SelectMany(source => TypesOf(source.Value)
            .Where(type => type != Path.GetFileNameWithoutExtension(source.Key))
            .Select(type => $"{source.Key}: {type}"))
        .Should().BeEmpty();

    private static IEnumerable<string> TypesOf(string source) => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        .Where(type => type.Parent is BaseNamespaceDeclarationSyntax && type.Modifiers.Any(SyntaxKind.PublicKeyword))
        .Select(type => type.Identifier.Text);
}
