namespace Okta.Logout.Tests;

/// <summary>The tokens of the tables of bad inputs, for tests of the validator and of the endpoint alike.</summary>
internal static class LogoutTokenCases
{
    public static IReadOnlyDictionary<string, LogoutTokenCase> All { get; } =
        JoseCases.All.Concat(ClaimCases.All).ToDictionary(one => one.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. All.Keys];
}
