using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// Every app of these tests is scanned when it ends, for the library's own categories at every level. What the framework logs is not the
/// library's to decide: at Information, hosting and routing write the address of the callback with its state, and the OpenID Connect handler
/// writes more at Debug and Trace. What can be promised of all categories is stated here.
/// </summary>
public sealed class LogsOfTheApp
{
    [Fact]
    public async Task No_category_logs_a_token_a_secret_or_a_person_from_information_upwards()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Logs.Clear();

        await browser.PostAsync("/signout");
        await browser.GetAsync("/me");

        app.Logs.GetSnapshot().Where(record => record.Level >= LogLevel.Information).SelectMany(LogScan.SecretsIn).Should().BeEmpty();
    }

    [Fact]
    public async Task The_scan_finds_a_token_in_a_message()
    {
        await using var app = await StartWithLogAsync("Some.App", logger => logger.LogTrace("it is {Token}", The.RefreshToken));
        await app.NewBrowser().GetAsync("/log");

        app.Logs.GetSnapshot().SelectMany(LogScan.SecretsIn).Should().NotBeEmpty();
    }

    [Fact]
    public async Task The_scan_finds_an_address_in_a_scope()
    {
        await using var app = await StartWithLogAsync("Some.App", logger =>
        {
            using (logger.BeginScope(new Dictionary<string, object> { ["user"] = The.Email }))
                logger.LogTrace("nothing");
        });
        await app.NewBrowser().GetAsync("/log");

        app.Logs.GetSnapshot().SelectMany(LogScan.SecretsIn).Should().NotBeEmpty();
    }

    [Fact]
    public async Task The_http_client_of_the_library_logs_nothing()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        app.Logs.GetSnapshot().Should().NotContain(record => record.Category!.StartsWith("System.Net.Http.HttpClient.Okta.Logout", StringComparison.Ordinal));
    }

    private static Task<RunningApp> StartWithLogAsync(string category, Action<ILogger> log) => new SomeApp
    {
        Endpoints = host => host.MapGet("/log", (HttpContext context) => log(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(category))),
    }.StartAsync();
}
