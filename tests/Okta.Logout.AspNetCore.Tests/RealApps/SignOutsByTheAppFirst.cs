using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The app keeps its old <c>SignOutAsync</c> and calls the library in the same request: one sign-out, whatever the order.</summary>
public sealed class SignOutsByTheAppFirst
{
    private readonly RecordingTerminator _terminator = new();

    [Theory, InlineData("/app-first"), InlineData("/library-first")]
    public async Task The_session_is_ended_once_and_nobody_is_told_to_call_the_library(string path)
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        var page = await SignOutPage.ReadAsync(await browser.PostAsync(path));

        page.ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
        app.Okta.RevokedTokens.Should().HaveCount(2);
        _terminator.Terminations.Should().ContainSingle();
        app.OwnLogs.Should().NotContain(record => record.Message.StartsWith("OL6106:", StringComparison.Ordinal));
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    private Task<RunningApp> StartAsync() => new SomeApp
    {
        Services = services => services.AddSingleton<ISessionTerminator>(_terminator),
        Endpoints = host =>
        {
            host.MapPost("/app-first", async (HttpContext context) =>
            {
                await context.SignOutAsync();
                return new OktaSignOutResult();
            });
            host.MapPost("/library-first", async (HttpContext context) =>
            {
                await ((IResult)new OktaSignOutResult()).ExecuteAsync(context);
                if (!context.Response.HasStarted)
                    await context.SignOutAsync();
            });
        },
    }.StartAsync();
}
