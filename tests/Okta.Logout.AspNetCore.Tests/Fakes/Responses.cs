using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Reads answers of the sign-out endpoints.</summary>
internal static class Responses
{
    public static string Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : "";

    public static string? Location(this HttpResponseMessage response) => response.Headers.Location?.OriginalString;

    /// <summary>The Set-Cookie header of the cookie whose name begins so.</summary>
    public static string SetCookie(this HttpResponseMessage response, string namePrefix) =>
        response.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith(namePrefix, StringComparison.Ordinal));

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    /// <summary>Whether it asks to try again, because it is too early to look for the token's key.</summary>
    public static async Task<bool> IsForUnknownKeyAsync(this HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.ServiceUnavailable && (await response.Content.ReadAsStringAsync()).Contains("OL8107: ", StringComparison.Ordinal);

    /// <summary>The parameters of a URL.</summary>
    public static IReadOnlyDictionary<string, string> Query(string? url) =>
        QueryHelpers.ParseQuery(new Uri(url!).Query).ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString());
}
