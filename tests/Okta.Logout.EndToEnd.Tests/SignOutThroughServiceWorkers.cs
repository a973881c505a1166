using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>A service worker of the app fetches every navigation itself.</summary>
public sealed class SignOutThroughServiceWorkers(DemoFixture fixture) : BrowserTest(fixture)
{
    public static TheoryData<string, EndSessionMethod> Workers => new()
    {
        { "event.request", EndSessionMethod.FormPost },
        { "event.request", EndSessionMethod.Redirect },
        { "new Request(event.request, { cache: 'no-store' })", EndSessionMethod.FormPost },
        { "new Request(event.request, { cache: 'no-store' })", EndSessionMethod.Redirect },
    };

    [Theory]
    [MemberData(nameof(Workers))]
    public async Task The_page_is_a_page(string request, EndSessionMethod method)
    {
        await using var app = await TestApp.StartAsync(new()
        {
            Web = options => options.EndSessionMethod = method,
            Endpoints = host =>
            {
                host.MapGet("/worker.js", () => Results.Content($"self.addEventListener('fetch', event => event.respondWith(fetch({request})));", "text/javascript"));
                host.MapGet("/install", () => Results.Content("<!DOCTYPE html><title>Install</title>", "text/html"));
            },
        });
        await SignInAsync(app.Origin);
        await Page.GotoAsync($"{app.Origin}/install");
        await Page.EvaluateAsync("async () => { await navigator.serviceWorker.register('/worker.js'); await navigator.serviceWorker.ready; }");
        await Page.GotoAsync($"{app.Origin}/");
        (await Page.EvaluateAsync<bool>("() => navigator.serviceWorker.controller !== null")).Should().BeTrue();

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }
}
