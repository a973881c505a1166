using System.Net;
using Microsoft.AspNetCore.Identity;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The ways in which a user of an app on ASP.NET Core Identity signs in by Okta.</summary>
internal static class IdentitySignIn
{
    public const string FirstTime = "the first time";
    public const string Again = "again";
    public const string SecondFactor = "with a second factor";
    public const string RecoveryCode = "with a recovery code";
    public const string RememberedDevice = "on a remembered device";

    public const string SecondFactorPage = "/login/two-factor";

    public static IReadOnlyList<string> All { get; } = [FirstTime, Again, SecondFactor, RecoveryCode, RememberedDevice];

    /// <summary>A browser whose user has signed in.</summary>
    public static async Task<Browser> SignedInAsync(this RunningApp app, string kind)
    {
        if (kind is not FirstTime)
            await app.RegisterAsync(kind is not Again);
        var browser = app.NewBrowser();
        if (kind is RememberedDevice)
        {
            (await browser.SignInByOktaAsync()).Location().Should().Be(SecondFactorPage);
            await browser.PassSecondFactorAsync(app, remembers: true);
            await browser.PostAsync("/account/logout");
            app.Clock.Pass();
        }

        (await browser.SignInByOktaAsync()).Location().Should().Be(kind is SecondFactor or RecoveryCode ? SecondFactorPage : "/");
        if (kind is SecondFactor)
            await browser.PassSecondFactorAsync(app);
        if (kind is RecoveryCode)
            await browser.PassRecoveryCodeAsync(app);
        (await browser.IsSignedInAsync()).Should().BeTrue();
        return browser;
    }

    /// <summary>Okta, and the app's page after it.</summary>
    public static async Task<HttpResponseMessage> SignInByOktaAsync(this Browser browser)
    {
        var answer = await browser.FollowAsync(await browser.SignInAsync("/login/okta"));
        answer.StatusCode.Should().Be(HttpStatusCode.Found);
        return answer;
    }

    public static async Task PassSecondFactorAsync(this Browser browser, RunningApp app, bool remembers = false, string? user = null) =>
        await browser.PostAsync(SecondFactorPage, ("code", await app.SecondFactorAsync(user)), ("remember", remembers ? "true" : "false"));

    /// <summary>The code that the app mails to the user.</summary>
    public static Task<string> SecondFactorAsync(this RunningApp app, string? user = null) => app.UsersAsync(async users =>
        await users.GenerateTwoFactorTokenAsync((await users.FindByNameAsync(user ?? NameOf(app)))!, TokenOptions.DefaultEmailProvider));

    /// <summary>Makes the user of the fake Okta's claims known to the app, by a sign-in in a browser of its own.</summary>
    public static async Task RegisterAsync(this RunningApp app, bool withSecondFactor = false)
    {
        await app.NewBrowser().SignInByOktaAsync();
        await app.UsersAsync(async users =>
        {
            var user = (await users.FindByNameAsync(NameOf(app)))!;
            return await users.SetTwoFactorEnabledAsync(user, withSecondFactor);
        });
        app.Clock.Pass();
    }

    /// <summary>A user of the app who has a password, and nothing to do with Okta.</summary>
    public static Task AddPasswordUserAsync(this RunningApp app, string name, bool withSecondFactor = false) => app.UsersAsync(async users =>
    {
        var user = new IdentityUser(name) { Email = $"{name}@local.example", EmailConfirmed = true, TwoFactorEnabled = withSecondFactor };
        var result = await users.CreateAsync(user, IdentityApp.Password);
        result.Succeeded.Should().BeTrue();
        return result;
    });

    private static async Task PassRecoveryCodeAsync(this Browser browser, RunningApp app)
    {
        var code = await app.UsersAsync(async users =>
            (await users.GenerateNewTwoFactorRecoveryCodesAsync((await users.FindByNameAsync(NameOf(app)))!, 1))!.Single());
        await browser.PostAsync("/login/recovery", ("code", code));
    }

    private static string NameOf(RunningApp app) => (string)app.Okta.Claims["sub"];
}
