namespace Okta.Logout.Tests;

/// <summary>Good and bad logout tokens, for the tests of the validator and of the endpoint.</summary>
internal static class LogoutTokenCases
{
    public static IReadOnlyDictionary<string, LogoutTokenCase> All { get; } =
        JoseCases.All.Concat(ClaimCases.All).ToDictionary(one => one.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. All.Keys];
}
