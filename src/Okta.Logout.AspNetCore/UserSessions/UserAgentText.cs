using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>The names of browser and system in a <c>User-Agent</c>: enough for users to recognise their own.</summary>
internal static class UserAgentText
{
    private const int Longest = 512;

    // The order matters: browsers also have the names of those that they imitate.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
    ];

    public static string? Of(HttpContext context)
    {
        var text = context.Request.Headers.UserAgent.ToString();
        if (text.Length is 0 or > Longest)
            return null;
        var (browser, system) = (Find(Browsers, text), Find(Systems, text));
        return browser is null || system is null ? browser ?? system : $"{browser} on {system}";
    }

    private static string? Find((string Mark, string Name)[] names, string text) => Array.Find(names, name => text.Contains(name.Mark, StringComparison.Ordinal)).Name;
}
