using System.Net;
using System.Text.RegularExpressions;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The one form of a page, as a browser reads it.</summary>
internal sealed partial record HtmlForm(string Action, IReadOnlyDictionary<string, string> Fields)
{
    public static async Task<HtmlForm> ReadAsync(HttpResponseMessage response)
    {
        var form = await TryReadAsync(response);
        form.Should().NotBeNull("the page has one form");
        return form!;
    }

    /// <summary>The same for a page that may have none.</summary>
    public static async Task<HtmlForm?> TryReadAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        if (Opening().Matches(html) is not [var opening])
            return null;
        var action = opening.Groups[1].Value;
        var fields = Field().Matches(html).ToDictionary(field => Decode(field.Groups[1].Value), field => Decode(field.Groups[2].Value));
        return new(Decode(action), fields);
    }

    private static string Decode(string text) => WebUtility.HtmlDecode(text);

    [GeneratedRegex("<form[^>]* method=\"post\" action=\"([^\"]*)\">")]
    private static partial Regex Opening();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"/?>")]
    private static partial Regex Field();
}
