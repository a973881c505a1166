using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What happens while the revocation list is at fault: the table of docs/reliability.md, a test for each cell.</summary>
public sealed class FaultMatrix
{
    private readonly SharedState _shared = new();

    /// <summary>Each fault, with what a script is told of a sign-out.</summary>
    public static TheoryData<StoreFault, StoreFault, bool> SignOuts => new()
    {
        { StoreFault.Throws, StoreFault.Throws, false },
        { StoreFault.Hangs, StoreFault.Hangs, false },
        { StoreFault.None, StoreFault.Throws, false },
        { StoreFault.None, StoreFault.Hangs, false },
        { StoreFault.Throws, StoreFault.None, true },
        { StoreFault.Hangs, StoreFault.None, true },
    };

    public static TheoryData<StoreFault> Unreadable => [StoreFault.Throws, StoreFault.Hangs];

    [Theory, MemberData(nameof(SignOuts))]
    public async Task A_sign_out_leads_to_Okta_revokes_the_tokens_and_says_whether_the_list_has_the_entry(StoreFault reads, StoreFault writes, bool signedOut)
    {
        await using var app = await _shared.StartNodeAsync();
        var browser = await app.SignedInBrowserAsync();
        Break(reads, writes);

        var answer = await (await app.AnswerAsync(browser.PostByScriptAsync("/signout"))).JsonAsync();

        answer.GetProperty("signedOut").GetBoolean().Should().Be(signedOut);
        answer.GetProperty("next").GetString().Should().Be("/signout/continue");
        app.Okta.RevokedTokens.Should().Contain([The.RefreshToken, The.AccessToken]);
    }

    [Theory, MemberData(nameof(SignOuts))]
    public async Task A_copy_is_dead_at_once_on_the_node_of_the_sign_out(StoreFault reads, StoreFault writes, bool signedOut)
    {
        await using var app = await _shared.StartNodeAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        Break(reads, writes);

        await app.AnswerAsync(browser.PostAsync("/signout"));
        if (signedOut)
            Repair();

        (await app.AnswerAsync(copy.GetAsync("/me"))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory, MemberData(nameof(SignOuts))]
    public async Task A_copy_is_dead_on_every_node_when_the_list_is_back(StoreFault reads, StoreFault writes, bool signedOut)
    {
        await using var app = await _shared.StartNodeAsync();
        await using var other = await _shared.StartNodeAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.CopyAt(other);
        Break(reads, writes);
        (await (await app.AnswerAsync(browser.PostByScriptAsync("/signout"))).JsonAsync()).GetProperty("signedOut").GetBoolean().Should().Be(signedOut);

        Repair();

        await app.EventuallyAsync(async () => !await copy.IsSignedInAsync());
    }

    [Theory, MemberData(nameof(Unreadable))]
    public async Task A_signed_in_request_goes_on_where_the_app_allows_it(StoreFault reads)
    {
        await using var app = await _shared.StartNodeAsync();
        var browser = await app.SignedInBrowserAsync();
        Break(reads, StoreFault.None);

        (await app.AnswerAsync(browser.GetAsync("/me"))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Unreadable))]
    public async Task A_signed_in_request_counts_as_not_signed_in_where_the_app_rejects_it(StoreFault reads)
    {
        await using var app = await StartRejectingAsync();
        var browser = await app.SignedInBrowserAsync();
        Break(reads, StoreFault.None);

        (await app.AnswerAsync(browser.GetAsync("/me"))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        Repair();
        (await browser.IsSignedInAsync()).Should().BeTrue("the cookie was left alone");
    }

    [Theory, MemberData(nameof(Unreadable))]
    public async Task A_challenge_is_answered_503_where_the_app_rejects_unchecked_sessions(StoreFault reads)
    {
        await using var app = await StartRejectingAsync();
        var browser = await app.SignedInBrowserAsync();
        Break(reads, StoreFault.None);

        var response = await app.AnswerAsync(browser.GetAsync("/signin"));

        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero);
    }

    [Theory, MemberData(nameof(Unreadable))]
    public async Task No_cookie_is_renewed_while_the_list_cannot_be_read(StoreFault reads)
    {
        await using var app = await _shared.StartNodeAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromDays(8));
        Break(reads, StoreFault.None);

        (await app.AnswerAsync(browser.GetAsync("/me"))).Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Theory]
    [InlineData(StoreFault.Throws)]
    [InlineData(StoreFault.Hangs)]
    public async Task A_channel_asks_its_sender_to_try_again_while_the_list_cannot_be_written(StoreFault writes)
    {
        await using var app = await new SomeApp { Clock = _shared.Clock, Okta = _shared.Okta, AddOktaLogout = Channels.Add, Services = services => _shared.AddTo(services) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        Break(StoreFault.None, writes);

        (await app.AnswerAsync(app.BackChannelAsync())).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await app.AnswerAsync(app.UniversalLogoutAsync())).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await browser.IsSignedInAsync()).Should().BeFalse("this node knows already");
    }

    [Fact]
    public async Task Garbage_in_the_list_counts_as_an_end_and_the_next_entry_replaces_it()
    {
        var cache = new SomeCache();
        await using var app = await new SomeApp
        {
            AddOktaLogout = services => services.AddOktaLogout().UseDistributedCache(),
            Services = services => services.AddSingleton<Microsoft.Extensions.Caching.Distributed.IDistributedCache>(cache),
        }.StartAsync();
        var (browser, signingOut) = (await app.SignedInBrowserAsync(), await app.SignedInBrowserAsync());
        cache.Reads.Clear();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        foreach (var key in cache.Reads.ToList())
            cache.Set(key, "garbage"u8.ToArray(), new());

        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await SignOutAnswer.OfAsync(signingOut)).SignedOut.Should().BeTrue();
    }

    private Task<RunningApp> StartRejectingAsync() => new SomeApp
    {
        Clock = _shared.Clock,
        Okta = _shared.Okta,
        Web = options => options.OnRevocationCheckFailure = RevocationCheckFailure.Reject,
        Services = services => _shared.AddTo(services),
    }.StartAsync();

    private void Break(StoreFault reads, StoreFault writes) => (_shared.List.Reads, _shared.List.Writes) = (reads, writes);

    private void Repair() => Break(StoreFault.None, StoreFault.None);
}
