namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// ASP.NET Core Identity with Okta as external login, with and without a second factor: each session began with an Okta sign-in, however many cookies
/// and requests were in between.
/// </summary>
public sealed class IdentitySessions
{
    [Theory, MemberData(nameof(SignIns))]
    public async Task The_user_is_sent_to_Okta(string kind)
    {
        await using var app = await IdentityApp.StartAsync();
        var browser = await app.SignedInAsync(kind);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens[^1]);
    }

    [Theory, MemberData(nameof(SignIns))]
    public async Task The_refresh_token_that_only_the_external_cookie_had_is_revoked(string kind)
    {
        await using var app = await IdentityApp.StartAsync();
        var browser = await app.SignedInAsync(kind);

        await browser.PostAsync("/signout");

        app.Okta.RevokedTokens.Should().Contain(app.Okta.IssuedRefreshTokens[^1]);
    }

    [Theory, MemberData(nameof(SignIns))]
    public async Task No_copy_works_after_the_sign_out(string kind)
    {
        await using var app = await IdentityApp.StartAsync();
        var browser = await app.SignedInAsync(kind);
        var copy = browser.Copy();

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(SignInsAndChannels))]
    public async Task Every_channel_ends_the_session(string kind, string channel)
    {
        await using var app = await IdentityApp.StartAsync();
        var browser = await app.SignedInAsync(kind);
        app.Clock.Pass();

        await app.EndAsync(channel);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(SignInsAndReissues))]
    public async Task A_re_issued_session_still_ends_with_the_Okta_session(string kind, string reissue)
    {
        await using var app = await IdentityApp.StartAsync();
        var browser = await app.SignedInAsync(kind);
        await ReissueAsync(app, browser, reissue);

        await app.EndAsync(Channels.AdministratorBySid);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(SignInsAndReissues))]
    public async Task A_re_issued_session_is_signed_out_at_Okta(string kind, string reissue)
    {
        await using var app = await IdentityApp.StartAsync();
        var browser = await app.SignedInAsync(kind);
        var copy = browser.Copy();
        await ReissueAsync(app, browser, reissue);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens[^1]);

        app.Okta.RevokedTokens.Should().Contain(app.Okta.IssuedRefreshTokens[^1]);
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_remembered_device_stays_remembered()
    {
        await using var app = await IdentityApp.StartAsync();
        var browser = await app.SignedInAsync(IdentitySignIn.RememberedDevice);
        app.Clock.Pass();
        await browser.PostAsync("/signout");
        app.Clock.Pass();

        var answer = await browser.SignInByOktaAsync();

        answer.Location().Should().Be("/", "the second factor is not asked for");
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_sign_out_before_the_second_factor_leads_to_Okta()
    {
        await using var app = await IdentityApp.StartAsync();
        await app.RegisterAsync(withSecondFactor: true);
        var browser = app.NewBrowser();
        (await browser.SignInByOktaAsync()).Location().Should().Be(IdentitySignIn.SecondFactorPage);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens[^1]);

        app.Okta.RevokedTokens.Should().Contain(app.Okta.IssuedRefreshTokens[^1]);
    }

    [Fact]
    public async Task Nobody_passes_the_second_factor_after_the_sign_out()
    {
        await using var app = await IdentityApp.StartAsync();
        await app.RegisterAsync(withSecondFactor: true);
        var browser = app.NewBrowser();
        (await browser.SignInByOktaAsync()).Location().Should().Be(IdentitySignIn.SecondFactorPage);
        var copy = browser.Copy();
        app.Clock.Pass();

        await browser.PostAsync("/signout");
        app.Clock.Pass();
        await copy.PassSecondFactorAsync(app);

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_Okta_session_that_ends_before_the_second_factor_ends_the_session_that_comes_of_it()
    {
        await using var app = await IdentityApp.StartAsync();
        await app.RegisterAsync(withSecondFactor: true);
        var browser = app.NewBrowser();
        (await browser.SignInByOktaAsync()).Location().Should().Be(IdentitySignIn.SecondFactorPage);
        app.Clock.Pass();

        await app.EndAsync(Channels.AdministratorBySubject);
        app.Clock.Pass();
        await browser.PassSecondFactorAsync(app);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    public static TheoryData<string> SignIns() => [.. IdentitySignIn.All];

    public static TheoryData<string, string> SignInsAndChannels()
    {
        var data = new TheoryData<string, string>();
        foreach (var kind in IdentitySignIn.All)
            data.Add(kind, Channels.AdministratorBySid);
        foreach (var channel in Channels.All.Except([Channels.AdministratorBySid]))
            data.Add(IdentitySignIn.SecondFactor, channel);
        return data;
    }

    public static TheoryData<string, string> SignInsAndReissues() => new()
    {
        { IdentitySignIn.Again, "security stamp" },
        { IdentitySignIn.Again, "refresh" },
        { IdentitySignIn.SecondFactor, "security stamp" },
        { IdentitySignIn.SecondFactor, "refresh" },
        { IdentitySignIn.SecondFactor, "sliding" },
    };

    private static async Task ReissueAsync(RunningApp app, Browser browser, string reissue)
    {
        app.Clock.Pass();
        if (reissue is "refresh")
            await browser.PostAsync("/account/refresh");
        else
        {
            // Identity looks at the security stamp every half hour, and its cookie lives for two weeks.
            app.Clock.Advance(reissue is "sliding" ? TimeSpan.FromDays(8) : TimeSpan.FromMinutes(31));
            await browser.GetAsync("/me");
        }

        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Pass();
    }
}
