using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// A browser sends several cookies of one name where the app has changed the path or the domain of its cookie: each of them can hold a session, and
/// ASP.NET Core reads the last.
/// </summary>
public sealed class CookiesOfOneName
{
    private const string Name = ".AspNetCore.Cookies";

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_sessions_of_all_are_ended(bool isNewerLast)
    {
        await using var app = await new SomeApp().StartAsync();
        var (older, newer) = (await app.SignedInBrowserAsync(), await app.SignedInBrowserAsync());

        await SignOutAsync(app, isNewerLast ? [older, newer] : [newer, older]);

        (await older.IsSignedInAsync()).Should().BeFalse();
        (await newer.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_sessions_of_all_are_ended_where_they_are_in_chunks(bool isLongerLast)
    {
        var chunks = 1000;
        await using var app = await new SomeApp { Cookie = options => options.Events.OnSigningIn = _ => Chunk(options, chunks) }.StartAsync();
        var longer = await app.SignedInBrowserAsync();
        chunks = 2000;
        var shorter = await app.SignedInBrowserAsync();
        shorter.Cookies.Names.Should().HaveCountLessThan(longer.Cookies.Names.Count);

        await SignOutAsync(app, isLongerLast ? [shorter, longer] : [longer, shorter]);

        (await longer.IsSignedInAsync()).Should().BeFalse();
        (await shorter.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_tokens_of_all_are_revoked()
    {
        var shared = new SharedState();
        shared.Okta.IssuesDistinctTokens = true;
        await using var app = await shared.StartNodeAsync();
        var (older, newer) = (await app.SignedInBrowserAsync(), await app.SignedInBrowserAsync());

        await SignOutAsync(app, [older, newer]);

        app.Okta.RevokedTokens.Should().Contain(app.Okta.IssuedRefreshTokens).And.HaveCount(2 * app.Okta.IssuedRefreshTokens.Count);
    }

    [Fact]
    public async Task A_flood_of_them_is_bounded()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        using var request = Request([.. Enumerable.Repeat($"{Name}=x", 500), $"{Name}={browser.Cookies.Find(Name)}"]);

        (await app.Http.SendAsync(request, CancellationToken.None)).StatusCode.Should().Be(HttpStatusCode.OK);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    private static Task Chunk(CookieAuthenticationOptions options, int size)
    {
        ((ChunkingCookieManager)options.CookieManager).ChunkSize = size;
        return Task.CompletedTask;
    }

    // As browsers send them: all cookies of the longer path or the earlier creation first.
    private static async Task SignOutAsync(RunningApp app, Browser[] browsers)
    {
        using var request = Request([.. browsers.Select(browser => browser.Cookies.HeaderFor(RunningApp.Origin)!)]);
        (await app.Http.SendAsync(request, CancellationToken.None)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static HttpRequestMessage Request(string[] cookies) => new(HttpMethod.Post, new Uri(RunningApp.Origin, "/signout"))
    {
        Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Cookie", string.Join("; ", cookies) } },
    };
}
