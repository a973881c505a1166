using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A response that has begun can delete no cookie. The sign-out is refused before anything has ended.</summary>
public sealed class SignOutsThatAreTooLate
{
    [Theory]
    [InlineData("/method")]
    [InlineData("/result")]
    public async Task A_response_that_has_begun_is_refused_before_anything_ends(string path)
    {
        Exception? refusal = null;
        await using var app = await new SomeApp
        {
            Endpoints = host =>
            {
                host.MapPost("/method", context => AfterTheBeginningAsync(context, SignOutAsync));
                host.MapPost("/result", context => AfterTheBeginningAsync(context, new OktaSignOutResult().ExecuteAsync));
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await (await browser.PostAsync(path)).Content.ReadAsStringAsync();

        refusal.Should().BeOfType<InvalidOperationException>().Which.Message.Should().StartWith("OL6204:");
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Okta.RevokedTokens.Should().BeEmpty();

        async Task AfterTheBeginningAsync(HttpContext context, Func<HttpContext, Task> signOut)
        {
            await context.Response.WriteAsync("A page that streams.");
            await context.Response.Body.FlushAsync();
            refusal = await Record.ExceptionAsync(() => signOut(context));
        }
    }

    [Fact]
    public async Task A_blazor_circuit_or_another_connection_of_signalr_is_refused_even_where_nothing_was_written()
    {
        Exception? refusal = null;
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapPost("/_blazor", async context => { refusal = await Record.ExceptionAsync(() => SignOutAsync(context)); })
                .WithMetadata(new HubMetadata(typeof(Hub))),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/_blazor");

        refusal.Should().BeOfType<InvalidOperationException>().Which.Message.Should().StartWith("OL6204:").And.Contain("forceLoad");
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_hub_method_that_signs_out_by_the_context_of_its_connection_is_refused()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.AddSignalR(),
            Endpoints = host => host.MapHub<SignOutHub>("/hub"),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var connection = await (await browser.PostAsync("/hub/negotiate?negotiateVersion=1")).JsonAsync();
        var url = "/hub?id=" + connection.GetProperty("connectionToken").GetString();

        var handshake = browser.GetAsync(url);
        await browser.SendAsync(new(HttpMethod.Post, url) { Content = new StringContent("{\"protocol\":\"json\",\"version\":1}\u001e") });
        await handshake;
        var answer = browser.GetAsync(url);
        await browser.SendAsync(new(HttpMethod.Post, url) { Content = new StringContent("{\"type\":1,\"invocationId\":\"1\",\"target\":\"SignOut\",\"arguments\":[]}\u001e") });

        (await ReadUntilAsync(browser, url, await answer, "OL6204")).Should().Contain("OL6204");
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_response_that_has_only_headers_yet_is_not_too_late()
    {
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapPost("/leave", async context =>
            {
                context.Response.Headers["X-App"] = "1";
                await context.SignOutOfOktaAsync();
            }),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await browser.PostAsync("/leave")).StatusCode.Should().Be(HttpStatusCode.OK);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    private static Task SignOutAsync(HttpContext context) => context.SignOutOfOktaAsync();

    private static async Task<string> ReadUntilAsync(Browser browser, string url, HttpResponseMessage first, string text)
    {
        var read = await first.Content.ReadAsStringAsync();
        while (!read.Contains(text, StringComparison.Ordinal) && !read.Contains("\"type\":3", StringComparison.Ordinal))
            read += await (await browser.GetAsync(url)).Content.ReadAsStringAsync();
        return read;
    }

    private sealed class SignOutHub : Hub
    {
        public async Task<string> SignOut() =>
            (await Record.ExceptionAsync(() => Context.GetHttpContext()!.SignOutOfOktaAsync()))?.Message ?? "signed out";
    }
}
