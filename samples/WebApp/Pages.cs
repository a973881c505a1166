using System.Net;
using System.Security.Claims;
using Okta.Logout.AspNetCore;

namespace WebApp;

/// <summary>The sample's two pages.</summary>
internal sealed class Pages(string appName)
{
    public IResult Home(ClaimsPrincipal user) => user.Identity?.IsAuthenticated is true
        ? Page("Home", $"""
            {Person(user)}
            {SignOutForm()}
            <p class="muted live">Live from the server: <span id="live">-</span></p>
            <p class="more"><a href="/protected">Protected page</a> <a href="/me">Session as JSON</a></p>
            {PageScript.FollowSession}
            """)
        : Page("Home", $"""
            <h1>You are signed out</h1>
            <p class="muted">Sign in with Okta to see who you are.</p>
            <p><a class="button" href="/signin">Sign in</a></p>
            <p class="more"><a href="/protected">Protected page</a> <a href="/me">Session as JSON</a></p>
            {PageScript.FollowSession}
            """);

    public IResult Protected(ClaimsPrincipal user) => Page("Protected page", $"""
        {Person(user)}
        <p class="muted">Only signed-in users see this page.</p>
        {SignOutForm()}
        <p class="more"><a href="/">Home</a> <a href="/me">Session as JSON</a></p>
        """);

    public IResult Sessions(ClaimsPrincipal user, IReadOnlyList<UserSession> sessions) => Page("Your sessions", $"""
        {Person(user)}
        <ul class="sessions">{string.Concat(sessions.Select(Row))}</ul>
        {SignOutForm()}
        <p class="more"><a href="/">Home</a></p>
        {PageScript.EndSessions}
        """);

    private static string Row(UserSession session) => $"""
        <li>{Encode(session.Description ?? "Unknown browser")}<br><span class="muted">last seen {session.LastSeenAt:u}</span>
        {(session.IsCurrent ? "<strong>this session</strong>" : $"<button data-session=\"{session.Id}\">End</button>")}</li>
        """;

    private static string SignOutForm() => """
        <form method="post" action="/signout"><input type="hidden" name="returnUrl" value="/"><button class="button">Sign out</button></form>
        """;

    private static string Person(ClaimsPrincipal user)
    {
        var name = user.FindFirstValue("name") ?? user.FindFirstValue("sub") ?? "";
        return $"""
            <div class="avatar" aria-hidden="true">{Encode(Initials(name))}</div>
            <p class="muted">Signed in as</p>
            <h1>{Encode(name)}</h1>
            <p class="muted">{Encode(user.FindFirstValue("email"))}</p>
            """;
    }

    private static string Initials(string name) =>
        string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(word => word[0]));

    private HtmlPage Page(string title, string body) => new($"""
        <!DOCTYPE html>
        <html lang="en" style="--hue:{Hue}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title} | {Encode(appName)}</title>
        <link rel="icon" href="data:,">
        <style>{PageStyle.Css}</style>
        </head>
        <body>
        <header><a class="brand" href="/">{Encode(appName)}</a></header>
        <main class="card">
        {body}
        </main>
        </body>
        </html>
        """);

    // Two apps side by side look different.
    private int Hue => appName.Sum(letter => letter * 37) % 360;

    private static string Encode(string? text) => WebUtility.HtmlEncode(text) ?? "";
}
