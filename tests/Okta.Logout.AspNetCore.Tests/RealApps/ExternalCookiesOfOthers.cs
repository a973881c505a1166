using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// One user began an external login in this browser and left its cookie behind; another signs in with a password there. Her session is not
/// related to the first user's session at Okta.
/// </summary>
public sealed class ExternalCookiesOfOthers
{
    private const string Local = "grace";

    [Theory, MemberData(nameof(LoginsAndChannels))]
    public async Task The_first_user_s_end_does_not_end_the_second_s_session(string login, string channel)
    {
        await using var app = await StartAsync();
        var browser = await SignedInAsync(app, login);
        app.Clock.Pass();

        await app.EndAsync(channel);

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory, MemberData(nameof(Logins))]
    public async Task The_second_user_s_sign_out_ends_her_session(string login)
    {
        await using var app = await StartAsync();
        var browser = await SignedInAsync(app, login);
        var copy = browser.Copy();

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Logins))]
    public async Task Her_sign_out_does_not_end_the_first_user_s_session_on_another_device(string login)
    {
        await using var app = await StartAsync();
        await app.RegisterAsync();
        app.Okta.Claims["sid"] = "idx2elsewhere";
        var elsewhere = app.NewBrowser();
        await elsewhere.SignInByOktaAsync();
        app.Okta.Claims["sid"] = The.Sid;
        var browser = await SignedInAsync(app, login);

        await browser.PostAsync("/signout");

        (await elsewhere.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_second_factor_of_her_own_changes_nothing()
    {
        await using var app = await StartAsync();
        await app.AddPasswordUserAsync(Local, withSecondFactor: true);
        var browser = await WithLeftOverCookieAsync(app);
        await browser.PostAsync("/login/password", ("user", Local));
        await browser.PassSecondFactorAsync(app, user: Local);
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Pass();

        await app.EndAsync(Channels.AdministratorBySid);

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Who_links_the_Okta_account_while_signing_in_with_a_password_ends_with_the_Okta_session()
    {
        await using var app = await StartAsync();
        await app.AddPasswordUserAsync(Local);
        var browser = app.NewBrowser();
        await browser.SignInAsync("/login/okta");
        app.Clock.Pass();
        await browser.PostAsync("/login/link", ("user", Local));
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Pass();

        await app.EndAsync(Channels.AdministratorBySid);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    public static TheoryData<string> Logins() => new("/login/password", "/login/password-with-check");

    public static TheoryData<string, string> LoginsAndChannels()
    {
        var data = new TheoryData<string, string>();
        foreach (var channel in Channels.All)
            data.Add("/login/password-with-check", channel);
        data.Add("/login/password", Channels.AdministratorBySid);
        return data;
    }

    private static async Task<Browser> SignedInAsync(RunningApp app, string login)
    {
        await app.AddPasswordUserAsync(Local);
        var browser = await WithLeftOverCookieAsync(app);
        await browser.PostAsync(login, ("user", Local));
        (await browser.IsSignedInAsync()).Should().BeTrue();
        return browser;
    }

    // Signed in at Okta, and not gone on to the app's page.
    private static async Task<Browser> WithLeftOverCookieAsync(RunningApp app)
    {
        var browser = app.NewBrowser();
        await browser.SignInAsync("/login/okta");
        app.Clock.Pass();
        return browser;
    }

    private static Task<RunningApp> StartAsync() => IdentityApp.StartAsync(endpoints: host =>
    {
        host.MapPost("/login/password-with-check", async (HttpContext context, SignInManager<IdentityUser> signIn) =>
        {
            // A page that offers to go on with the external login where there is one.
            await signIn.GetExternalLoginInfoAsync();
            await PasswordAsync(context, signIn);
        });
        host.MapPost("/login/link", async (HttpContext context, SignInManager<IdentityUser> signIn, UserManager<IdentityUser> users) =>
        {
            var login = (await signIn.GetExternalLoginInfoAsync())!;
            await PasswordAsync(context, signIn);
            (await users.AddLoginAsync((await users.FindByNameAsync(Local))!, login)).Succeeded.Should().BeTrue();
            await context.SignOutAsync(IdentityConstants.ExternalScheme);
        });
    });

    private static async Task PasswordAsync(HttpContext context, SignInManager<IdentityUser> signIn)
    {
        var form = await context.Request.ReadFormAsync();
        var result = await signIn.PasswordSignInAsync(form["user"]!, IdentityApp.Password, isPersistent: false, lockoutOnFailure: false);
        result.Succeeded.Should().BeTrue();
    }
}
