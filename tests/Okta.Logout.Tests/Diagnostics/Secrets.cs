using System.Reflection;
using System.Text;

namespace Okta.Logout.Tests;

/// <summary>Every value that must never be seen, also in its encoded forms.</summary>
internal static class Secrets
{
    public static readonly IReadOnlyList<string> All =
    [
        .. Named(),
        .. Named().Select(Uri.EscapeDataString),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{The.ClientId}:{The.ClientSecret}")),
        .. Some.IdToken().Split('.').Skip(1),
    ];

    public static void ShouldBeAbsentFrom(string text) => All.Should().AllSatisfy(secret => text.Should().NotContainEquivalentOf(secret));

    private static string[] Named() =>
    [
        .. typeof(The).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<string>()
            .Where(value => value.Contains("secret", StringComparison.Ordinal)),
    ];
}
