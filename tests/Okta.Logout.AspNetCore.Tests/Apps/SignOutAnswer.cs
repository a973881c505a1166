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
        return json.RootElement.GetProperty("next").GetString() is { } next && next.EndsWith("/continue", StringComparison.Ordinal)
            ? await OfPageAsync(signedOut, await browser.GetAsync(next))
            : new(signedOut, null, new Dictionary<string, string>());
    }

    private static async Task<SignOutAnswer> OfPageAsync(bool signedOut, HttpResponseMessage page)
    {
        if (page.Location() is { } url)
            return new(signedOut, url.Split('?')[0], Responses.Query(url));
        return await HtmlForm.TryReadAsync(page) is { } form ? new(signedOut, form.Action, form.Fields) : new(signedOut, null, new Dictionary<string, string>());
    }
}
