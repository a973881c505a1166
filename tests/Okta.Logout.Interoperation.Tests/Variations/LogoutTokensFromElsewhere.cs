using System.Net;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>Logout tokens that come without a sign-out of this app: another app, or an administrator, has ended the session.</summary>
public sealed class LogoutTokensFromElsewhere
{
    private const int Many = 50;

    [Fact]
    public async Task A_token_ends_its_session_and_no_other_of_the_user()
    {
        await using var run = await SuiteRun.StartAsync();
        var ended = run.Provider.Session;
        var browser = await run.SignedInAsync();
        run.Provider.Session = ProviderSession.Of(ended.Subject);
        var other = await run.SignedInAsync();

        (await run.Provider.Notices.SendAsync(ended)).Status.Should().Be(200);

        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
        (await other.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_without_a_session_ends_all_sessions_of_its_user()
    {
        await using var run = await SuiteRun.StartAsync();
        var user = run.Provider.Session;
        var first = await run.SignedInAsync();
        run.Provider.Session = ProviderSession.Of(user.Subject);
        var second = await run.SignedInAsync();
        run.Provider.Session = ProviderSession.Of("user-2");
        var stranger = await run.SignedInAsync();

        (await run.Provider.Notices.SendAsync(user, token => token.Claims.Remove("sid"))).Status.Should().Be(200);

        (await first.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
        (await second.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
        (await stranger.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_that_ends_while_its_sign_in_is_under_way_never_begins()
    {
        await using var run = await SuiteRun.StartAsync(new() { BeforeTokens = provider => provider.Notices.SendAsync(provider.Session) });
        var browser = new UserAgent(run.App);

        using var page = await browser.SignInAsync();

        run.Provider.Notices.Answers.Should().Equal(new BackChannelAnswer(200, IsNoStore: true));
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_counts_once()
    {
        await using var run = await SuiteRun.StartAsync();
        var token = run.Provider.Notices.LogoutToken(run.Provider.Session);

        (await run.Provider.Notices.PostAsync(token)).Status.Should().Be(200);
        (await run.Provider.Notices.PostAsync(token)).Should().Be(new BackChannelAnswer(400, IsNoStore: true));
    }

    [Fact]
    public async Task A_token_sent_many_times_at_once_counts_once()
    {
        await using var run = await SuiteRun.StartAsync();
        var browser = await run.SignedInAsync();
        var token = run.Provider.Notices.LogoutToken(run.Provider.Session);

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => run.Provider.Notices.PostAsync(token)));

        answers.Select(answer => answer.Status).Order().Should().Equal([200, .. Enumerable.Repeat(400, Many - 1)]);
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Many_tokens_at_once_are_all_accepted()
    {
        await using var run = await SuiteRun.StartAsync();
        var browser = await run.SignedInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => run.Provider.Notices.SendAsync(run.Provider.Session)));

        answers.Should().OnlyContain(answer => answer.Status == 200);
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
    }
}
