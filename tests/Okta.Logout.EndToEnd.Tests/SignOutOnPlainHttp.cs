using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>An intranet without TLS: the browser sends no fetch metadata.</summary>
public sealed class SignOutOnPlainHttp(DemoFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Under_a_policy_that_hides_the_origin_the_user_confirms_the_sign_out()
    {
        await using var app = await StartAsync(_ => { });
        await GoThroughSignInAsync(Page, app.Origin);
        await ShouldShowAsync(Page, "You are signed in");

        await PressSignOutAsync(Page);
        await ShouldShowAsync(Page, "You will be signed out of this app and of Okta");
        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    [Fact]
    public async Task Where_antiforgery_wants_https_the_user_can_confirm_it_all_the_same()
    {
        await using var app = await StartAsync(services => services.Configure<AntiforgeryOptions>(options => options.Cookie.SecurePolicy = CookieSecurePolicy.Always));
        await GoThroughSignInAsync(Page, app.Origin);
        await ShouldShowAsync(Page, "You are signed in");

        await PressSignOutAsync(Page);
        await ShouldShowAsync(Page, "You will be signed out of this app and of Okta");
        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    private static Task<TestApp> StartAsync(Action<IServiceCollection> services) => TestApp.StartAsync(new()
    {
        HostName = TestAppSettings.Intranet,
        Services = services,
        First = app => app.Use((context, next) =>
        {
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        }),
    });
}
