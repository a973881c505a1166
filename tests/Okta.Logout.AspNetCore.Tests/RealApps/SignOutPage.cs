using System.Net;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What a user sees after pressing "Sign out": a page, or a redirect.</summary>
internal sealed record SignOutPage(HttpStatusCode Status, string? Address, IReadOnlyDictionary<string, string> Fields, string Text)
{
    public string? IdTokenHint => Fields.GetValueOrDefault("id_token_hint");

    /// <summary>Whether the page says that the user is signed out of the app.</summary>
    public bool SaysSignedOut => Text.Contains("You are signed out", StringComparison.Ordinal);

    /// <summary>Whether the page warns that the session at Okta may go on.</summary>
    public bool SaysThatOktaMayBeOpen => Status is HttpStatusCode.OK && Text.Contains("may still be open", StringComparison.Ordinal);

    public static async Task<SignOutPage> PressAsync(Browser browser) => await ReadAsync(await browser.PostAsync("/signout"));

    public static async Task<SignOutPage> ReadAsync(HttpResponseMessage response)
    {
        if (response.Location() is { } location)
            return new(response.StatusCode, location.Split('?')[0], location.Contains('?') ? Responses.Query(new Uri(RunningApp.Origin, location).AbsoluteUri) : NoFields, "");
        var text = await response.Content.ReadAsStringAsync();
        if (!text.Contains("<form", StringComparison.Ordinal))
            return new(response.StatusCode, null, NoFields, text);
        var form = await HtmlForm.ReadAsync(response);
        return new(response.StatusCode, form.Action, form.Fields, text);
    }

    /// <summary>The browser goes to Okta, which ends the session of this ID token.</summary>
    public void ShouldLeadToOkta(string idToken, string endSessionEndpoint = The.EndSessionEndpoint)
    {
        Address.Should().Be(endSessionEndpoint);
        IdTokenHint.Should().Be(idToken);
    }

    private static Dictionary<string, string> NoFields { get; } = [];
}
