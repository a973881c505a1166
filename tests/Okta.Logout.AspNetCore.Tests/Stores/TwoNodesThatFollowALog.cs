using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One app on two nodes, which share the Data Protection keys, and follow a revocation log in Redis.</summary>
public sealed class TwoNodesThatFollowALog : TwoNodesOnRedis
{
    [Fact]
    public async Task A_sign_out_on_one_ends_a_copied_cookie_on_the_other()
    {
        var browser = await A.SignedInBrowserAsync();
        var copy = On(B, browser);
        (await copy.IsSignedInAsync()).Should().BeTrue();

        await browser.PostAsync("/signout");

        await IsSignedOutAsync(copy);
    }

    [Fact]
    public async Task A_front_channel_logout_that_one_receives_ends_the_session_on_the_other()
    {
        var browser = On(B, await A.SignedInBrowserAsync());
        (await browser.IsSignedInAsync()).Should().BeTrue();

        await A.NewBrowser().GetAsync($"/signout/frontchannel?iss={Uri.EscapeDataString(The.Issuer)}&sid={The.Sid}");

        await IsSignedOutAsync(browser);
    }

    [Fact]
    public async Task A_sign_out_while_Redis_is_gone_reaches_the_other_when_it_is_back()
    {
        var browser = await A.SignedInBrowserAsync();
        var copy = On(B, browser);
        Redis.Kill();
        var signOut = browser.PostAsync("/signout");
        await EventuallyAsync(() => Task.FromResult(signOut.IsCompleted));
        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeTrue("the other node cannot know");

        await Redis.InitializeAsync();

        await EventuallyAsync(async () => !await copy.IsSignedInAsync());
    }

    [Fact]
    public async Task A_node_that_knows_too_little_says_so_and_asks_no_session_to_be_trusted_where_the_app_wants_that()
    {
        var strict = await StartAsync(options => options.OnRevocationCheckFailure = RevocationCheckFailure.Reject);
        var browser = await strict.SignedInBrowserAsync();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        Redis.Kill();

        Clock.Advance(TimeSpan.FromMinutes(2));

        (await browser.GetAsync("/me")).StatusCode.Should().NotBe(HttpStatusCode.OK);
        var health = await strict.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        health.Status.Should().Be(HealthStatus.Degraded);
        health.Entries["okta-logout"].Description.Should().Contain("revocation l");
    }

    [Fact]
    public async Task A_node_starts_without_Redis()
    {
        Redis.Kill();

        await using var late = await new SomeApp
        {
            AddOktaLogout = services => services.AddOktaLogout().UseRedis(Redis.Address),
            Services = services => services.Configure<RevocationLogOptions>(options => options.StartTimeout = TimeSpan.Zero),
        }.StartAsync();

        (await (await late.SignedInBrowserAsync()).IsSignedInAsync()).Should().BeTrue();
    }

    [Theory]
    [InlineData("", "OL9201")]
    [InlineData("nonsense=,=", "OL9202")]
    public async Task A_configuration_that_cannot_be_used_is_said_when_the_app_starts_without_its_password(string configuration, string id)
    {
        var start = () => new SomeApp
        {
            AddOktaLogout = services => services.AddOktaLogout().UseRedis(options => options.Configuration = configuration + (configuration.Length > 0 ? ",password=secret-redis" : "")),
        }.StartAsync();

        var failure = (await start.Should().ThrowAsync<Exception>()).Which;
        failure.ToString().Should().Contain(id).And.NotContain("secret-redis");
    }

    private static Browser On(RunningApp node, Browser browser) => new(node, browser.Cookies.Copy(), RunningApp.Origin);

    private static Task IsSignedOutAsync(Browser browser) => Eventually.BecomesTrueAsync(async () => !await browser.IsSignedInAsync());

    // Deadlines and pauses are by the clock of the app, which may not run away from what Redis really takes.
    private Task EventuallyAsync(Func<Task<bool>> condition) => Eventually.BecomesTrueAsync(Clock, TimeSpan.FromMilliseconds(10), condition);

    private protected override void AddOktaLogout(IServiceCollection services, Action<OktaLogoutWebOptions> web) => services.AddOktaLogout(web).UseRedis(Redis.Address);
}
