using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One app on two nodes, which share the Data Protection keys and a Redis.</summary>
public sealed class TwoNodes : TwoNodesOnADistributedCache
{
    [Fact]
    public async Task A_sign_out_on_one_takes_effect_on_the_other_at_the_next_request()
    {
        var browser = await A.SignedInBrowserAsync();
        var copy = On(B, browser);
        (await copy.IsSignedInAsync()).Should().BeTrue();

        await browser.PostAsync("/signout");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_front_channel_logout_that_one_receives_ends_the_session_used_on_the_other()
    {
        var browser = On(B, await A.SignedInBrowserAsync());
        (await browser.IsSignedInAsync()).Should().BeTrue();

        await A.NewBrowser().GetAsync($"/signout/frontchannel?iss={Uri.EscapeDataString(The.Issuer)}&sid={The.Sid}");

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_administrator_on_one_ends_the_user_s_sessions_on_the_other()
    {
        var browser = On(B, await A.SignedInBrowserAsync());

        await A.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject), SessionTerminationReason.Administrator));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_used_token_is_known_to_both()
    {
        var (a, b) = (A.Services.GetRequiredService<ITokenReplayCache>(), B.Services.GetRequiredService<ITokenReplayCache>());

        (await a.ReserveAsync("key-1", The.Now.AddMinutes(5))).Should().Be(TokenReservation.Reserved);
        (await b.ReserveAsync("key-1", The.Now.AddMinutes(5))).Should().Be(TokenReservation.InProgress);
        await a.ReleaseAsync("key-1");
        (await b.ReserveAsync("key-1", The.Now.AddMinutes(5))).Should().Be(TokenReservation.Reserved);
    }

    [Fact]
    public async Task When_Redis_dies_users_stay_signed_in_and_can_sign_out_here()
    {
        var browser = await A.SignedInBrowserAsync();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        var copy = browser.Copy();

        Redis.Kill();

        (await browser.IsSignedInAsync()).Should().BeTrue();
        await browser.PostAsync("/signout");
        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeFalse("this node knows what it has ended itself");
    }

    private static Browser On(RunningApp node, Browser browser) => new(node, browser.Cookies.Copy(), RunningApp.Origin);
}
