using System.Text.Json;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What <c>POST /signout</c> tells a script: whether the app's session is over, and where to go next.</summary>
internal sealed record SignOutAnswer(bool SignedOut, string? Endpoint, IReadOnlyDictionary<string, string> Fields)
{
    public string? IdTokenHint => Fields.GetValueOrDefault("id_token_hint");

    public static async Task<SignOutAnswer> OfAsync(Browser browser, string path = "/signout")
    {
        var response = await browser.SendAsync(new(HttpMethod.Post, path)
        {
            Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Sec-Fetch-Mode", "cors" }, { "Accept", "application/json" } },
        });
        response.IsSuccessStatusCode.Should().BeTrue();
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var signedOut = json.RootElement.GetProperty("signedOut").GetBoolean();
        if (json.RootElement.GetProperty("oktaLogout") is not { ValueKind: JsonValueKind.Object } logout)
            return new(signedOut, null, new Dictionary<string, string>());
        var fields = logout.GetProperty("fields").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!);
        return new(signedOut, logout.GetProperty("url").GetString(), fields);
    }
}
