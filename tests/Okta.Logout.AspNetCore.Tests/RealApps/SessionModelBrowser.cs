using Microsoft.AspNetCore.Authentication.Cookies;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A browser of the model: its cookies, and the session that it is in.</summary>
internal sealed class SessionModelBrowser(CookieJar cookies)
{
    private readonly Dictionary<string, string> _sids = [];

    public CookieJar Cookies { get; } = cookies;

    public SessionModelSession? Session { get; set; }

    public bool HasCookie => Cookies.Names.Contains(CookieAuthenticationDefaults.CookiePrefix + CookieAuthenticationDefaults.AuthenticationScheme);

    /// <summary>The session of a user at Okta in this browser.</summary>
    public string SidOf(string user) => _sids.TryGetValue(user, out var sid) ? sid : _sids[user] = SessionModelWorld.NextSid();

    /// <summary>The browser has been at Okta's logout: the next sign-in there begins a session.</summary>
    public void EndAtOkta() => _sids.Clear();

    public Browser At(RunningApp node) => new(node, Cookies, RunningApp.Origin);
}
