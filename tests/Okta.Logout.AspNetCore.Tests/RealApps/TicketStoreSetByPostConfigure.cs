using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// The app sets its ticket store in a post-configuration of the cookie options, as it needs services for it. The store cannot remove tickets at this
/// moment.
/// </summary>
public sealed class TicketStoreSetByPostConfigure
{
    [Theory, MemberData(nameof(SetUps))]
    public async Task A_sign_out_by_code_of_the_app_ends_every_copy_or_the_app_does_not_start(bool isBefore, bool isClass)
    {
        if (await TryStartAsync(isBefore, isClass) is not { } app)
            return;
        await using var running = app;
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        await browser.PostAsync("/own");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(SetUps))]
    public async Task A_sign_out_ends_every_copy_or_the_app_does_not_start(bool isBefore, bool isClass)
    {
        if (await TryStartAsync(isBefore, isClass) is not { } app)
            return;
        await using var running = app;
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    public static TheoryData<bool, bool> SetUps() => new() { { true, false }, { true, true }, { false, false }, { false, true } };

    // Only a message that names what is wrong is a refusal.
    private static async Task<RunningApp?> TryStartAsync(bool isBefore, bool isClass)
    {
        var some = new SomeApp
        {
            ServicesBefore = services =>
            {
                services.AddSingleton(provider => new TicketStore(provider.GetRequiredService<TimeProvider>()) { Removals = StoreFault.Throws });
                if (isBefore)
                    AddStore(services, isClass);
            },
            Services = services =>
            {
                if (!isBefore)
                    AddStore(services, isClass);
            },
            Endpoints = host => host.MapPost("/own", async (HttpContext context) =>
            {
                try
                {
                    await context.SignOutAsync();
                }
                catch (IOException)
                {
                    context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                }
            }),
        };
        try
        {
            return await some.StartAsync();
        }
        catch (Exception exception) when (exception.Message.StartsWith("OL", StringComparison.Ordinal))
        {
            exception.Message.Should().Contain(nameof(CookieAuthenticationOptions.SessionStore));
            return null;
        }
    }

    private static void AddStore(IServiceCollection services, bool isClass)
    {
        if (isClass)
            services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>, StoreOfTheApp>();
        else
        {
            services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
                .PostConfigure<TicketStore>((options, store) => options.SessionStore = store);
        }
    }

    private sealed class StoreOfTheApp(TicketStore store) : IPostConfigureOptions<CookieAuthenticationOptions>
    {
        public void PostConfigure(string? name, CookieAuthenticationOptions options) => options.SessionStore = store;
    }
}
