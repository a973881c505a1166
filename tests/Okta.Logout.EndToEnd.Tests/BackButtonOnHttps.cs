using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>On https, Chrome keeps pages for the back button even if they are <c>no-store</c>, as long as no cookie changes. A session that ends at the server changes none.</summary>
public sealed class BackButtonOnHttps(DemoFixture fixture) : BrowserTest(fixture)
{
    private const string Script = """<script src="/signout/okta-logout-1.js" defer></script>""";
    private const string NoteRestored = "() => addEventListener('pageshow', event => sessionStorage.setItem('restored', event.persisted))";

    private static readonly LoopbackCertificate Certificate = new();

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _profile.Delete(recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_the_script_no_page_of_an_ended_session_stays(bool noStore)
    {
        await using var app = await StartAsync(noStore);
        await using var browser = await LaunchWithBackForwardCacheAsync(_profile.FullName, Certificate.BrowserFlag);
        var page = await OpenAsync(browser, app, "/with-script");

        await EndElsewhereAsync(browser, app);
        await page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });

        await ShouldEndSignedOutAsync(page);
        if (!noStore)
            (await RestoredAsync(page)).Should().Be("true", "this browser only drops pages that are no-store, as the responses to their scripts are");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_the_script_the_browser_restores_what_the_user_saw(bool noStore)
    {
        await using var app = await StartAsync(noStore);
        await using var browser = await LaunchWithBackForwardCacheAsync(_profile.FullName, Certificate.BrowserFlag);
        var page = await OpenAsync(browser, app, "/without-script");

        await EndElsewhereAsync(browser, app);
        await page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });

        await ShouldShowAsync(page, "You are signed in");
        (await RestoredAsync(page)).Should().Be("true");
    }

    private static Task<string?> RestoredAsync(IPage page) => page.EvaluateAsync<string?>("() => sessionStorage.getItem('restored')");

    private static async Task<IPage> OpenAsync(IBrowserContext browser, TestApp app, string path)
    {
        var page = await browser.NewPageAsync();
        await GoThroughSignInAsync(page, app.Origin);
        await page.GotoAsync(app.Origin + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await ShouldShowAsync(page, "You are signed in");
        await page.EvaluateAsync(NoteRestored);
        await page.GotoAsync(app.Okta);
        return page;
    }

    // With a copy of the cookies, so that this browser keeps its own.
    private static async Task EndElsewhereAsync(IBrowserContext browser, TestApp app)
    {
        var cookies = string.Join("; ", (await browser.CookiesAsync([app.Origin])).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        using var client = Certificate.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, app.Origin + "/signout") { Headers = { { "Cookie", cookies }, { "Origin", app.Origin } } };
        using var response = await client.SendAsync(request);
        response.IsSuccessStatusCode.Should().BeTrue();
    }

    private static Task<TestApp> StartAsync(bool noStore) => TestApp.StartAsync(new TestAppSettings
    {
        Certificate = Certificate,
        Web = options => options.NoStoreForSignedInUsers = noStore,
        Endpoints = app =>
        {
            app.MapGet("/with-script", (HttpContext context) => PageFor(context, Script));
            app.MapGet("/without-script", (HttpContext context) => PageFor(context, ""));
        },
    });

    private static IResult PageFor(HttpContext context, string script) =>
        Results.Content($"<!DOCTYPE html><title>App</title>{script}<p>{(context.User.Identity!.IsAuthenticated ? "You are signed in" : "You are signed out")}</p>", "text/html");
}
