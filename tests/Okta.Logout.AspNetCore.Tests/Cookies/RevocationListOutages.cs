using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class RevocationListOutages
{
    [Theory, MemberData(nameof(Outages))]
    public async Task Signed_in_requests_go_on_by_default_while_the_list_fails(StoreFault outage)
    {
        var (app, store) = await StartAsync(RevocationCheckFailure.Allow);
        await using var running = app;
        var browser = await app.SignedInBrowserAsync();

        store.Reads = outage;

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory, MemberData(nameof(Outages))]
    public async Task Signed_in_requests_are_refused_where_the_app_asks_for_it(StoreFault outage)
    {
        var (app, store) = await StartAsync(RevocationCheckFailure.Reject);
        await using var running = app;
        var browser = await app.SignedInBrowserAsync();

        store.Reads = outage;

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_refused_browser_is_signed_in_again_when_the_list_is_back()
    {
        var (app, store) = await StartAsync(RevocationCheckFailure.Reject);
        await using var running = app;
        var browser = await app.SignedInBrowserAsync();
        store.Reads = StoreFault.ThrowsAtOnce;
        await browser.GetAsync("/me");

        store.Reads = StoreFault.None;

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory]
    [InlineData(RevocationCheckFailure.Allow)]
    [InlineData(RevocationCheckFailure.Reject)]
    public async Task A_list_that_never_answers_holds_a_request_no_longer_than_a_step_may_take(RevocationCheckFailure policy)
    {
        var (app, store) = await StartAsync(policy);
        await using var running = app;
        var browser = await app.SignedInBrowserAsync();
        store.Reads = StoreFault.Hangs;
        var before = store.ReadCount;
        var request = browser.IsSignedInAsync();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(store.ReadCount > before));

        while (!request.IsCompleted)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await request).Should().Be(policy is RevocationCheckFailure.Allow);
    }

    [Fact]
    public async Task A_cookie_of_which_nothing_is_known_is_not_renewed()
    {
        var (app, store) = await StartAsync(RevocationCheckFailure.Allow);
        await using var running = app;
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromDays(8));
        store.Reads = StoreFault.ThrowsAtOnce;

        var answer = await browser.GetAsync("/me");

        answer.IsSuccessStatusCode.Should().BeTrue();
        answer.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task A_user_can_sign_in_while_the_list_fails()
    {
        var (app, store) = await StartAsync(RevocationCheckFailure.Allow);
        await using var running = app;
        store.Reads = StoreFault.ThrowsAtOnce;

        var browser = await app.SignedInBrowserAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_failing_list_is_logged_with_its_error_id_and_without_the_text_of_the_exception()
    {
        var (app, store) = await StartAsync(RevocationCheckFailure.Allow);
        await using var running = app;
        var browser = await app.SignedInBrowserAsync();
        store.Reads = StoreFault.ThrowsAtOnce;

        await browser.GetAsync("/me");

        var record = app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 6102).Subject;
        record.Level.Should().Be(LogLevel.Error);
        record.Message.Should().StartWith("OL6102").And.NotContain("secret-server");
        record.Exception.Should().BeNull();
    }

    [Fact]
    public async Task A_request_asks_the_list_once()
    {
        var (app, store) = await StartAsync(RevocationCheckFailure.Allow);
        await using var running = app;
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromDays(8));
        var before = store.ReadCount;

        await browser.GetAsync("/me");

        (store.ReadCount - before).Should().Be(1);
    }

    [Fact]
    public async Task An_anonymous_request_does_not_ask_the_list()
    {
        var (app, store) = await StartAsync(RevocationCheckFailure.Allow);
        await using var running = app;

        await app.NewBrowser().GetAsync("/me");

        store.ReadCount.Should().Be(0);
    }

    public static TheoryData<StoreFault> Outages() => new(StoreFault.ThrowsAtOnce, StoreFault.Throws);

    private static async Task<(RunningApp App, SwitchableStore Store)> StartAsync(RevocationCheckFailure policy)
    {
        SwitchableStore? store = null;
        var app = new SomeApp
        {
            Web = options => options.OnRevocationCheckFailure = policy,
            Services = services => services.AddSingleton<ISessionRevocationStore>(provider => store = new(provider.GetRequiredService<TimeProvider>())),
        };
        var running = await app.StartAsync();
        running.Services.GetRequiredService<ISessionRevocationStore>();
        return (running, store!);
    }
}
