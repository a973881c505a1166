using Microsoft.Extensions.Logging.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// Looks for what must not be in a log: in the text, the values, the scopes and the exceptions of every record, at every level. Each app of the
/// tests is scanned when it ends.
/// </summary>
internal static class LogScan
{
    // States, cookies and antiforgery tokens are payloads of Data Protection, which all begin alike.
    private static readonly string[] Tokens =
        [The.ClientSecret, The.RefreshToken, The.AccessToken, "CfDJ8", FakeOkta.CodePrefix];

    private static readonly string[] Persons = [The.Subject, The.Sid, The.Email];

    /// <summary>What the library says itself, and what its HTTP client says.</summary>
    public static bool IsOwn(FakeLogRecord record) =>
        record.Category is { } category
        && (category.StartsWith("Okta.Logout", StringComparison.Ordinal) || category.StartsWith("System.Net.Http.HttpClient.Okta.Logout", StringComparison.Ordinal));

    public static IReadOnlyList<string> SecretsIn(FakeLogRecord record)
    {
        var text = TextOf(record);
        var found = Tokens.Concat(Persons).Where(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        return [.. found.Concat(text.HoldsToken() ? ["A JWT"] : []).Select(secret => $"{secret} in {text}")];
    }

    private static string TextOf(FakeLogRecord record)
    {
        var values = record.StructuredState?.Select(pair => $"{pair.Key}={pair.Value}") ?? [];
        return string.Join('\n', [record.Category, record.Message, record.Exception?.ToString(), .. values, .. record.Scopes.Select(TextOf)]);
    }

    private static string? TextOf(object? scope) =>
        scope is IEnumerable<KeyValuePair<string, object?>> values ? $"{scope} {string.Join(' ', values)}" : scope?.ToString();
}
