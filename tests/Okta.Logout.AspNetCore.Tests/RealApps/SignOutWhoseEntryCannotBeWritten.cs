using System.Net;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The revocation list does not take the entry of a sign-out, once or for a while.</summary>
public sealed class SignOutWhoseEntryCannotBeWritten
{
    private readonly SharedState _shared = new();

    [Theory, InlineData(StoreFault.Throws), InlineData(StoreFault.Hangs)]
    public async Task The_page_says_what_the_script_is_told(StoreFault fault)
    {
        await using var app = await _shared.StartNodeAsync();
        var (browser, other) = (await app.SignedInBrowserAsync(), await app.SignedInBrowserAsync());
        _shared.Clock.Pass();
        _shared.List.Writes = fault;

        var script = await app.AnswerAsync(browser.PostByScriptAsync("/signout"));
        var page = await SignOutPage.ReadAsync(await app.AnswerAsync(other.PostAsync("/signout")));

        (await script.JsonAsync()).GetProperty("signedOut").GetBoolean().Should().BeFalse();
        page.SaysSignedOut.Should().BeFalse();
        page.ShouldLeadToOkta(_shared.Okta.IssuedIdTokens[1]);
    }

    [Fact]
    public async Task Where_nothing_is_to_be_ended_at_Okta_a_page_says_so_in_place_of_a_redirect()
    {
        await using var app = await new SomeApp
        {
            Clock = _shared.Clock,
            Okta = _shared.Okta,
            OpenIdConnect = options => options.SaveTokens = false,
            Web = options => options.KeepIdToken = false,
            Services = services => _shared.AddTo(services),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        _shared.List.Writes = StoreFault.Throws;

        var page = await SignOutPage.PressAsync(browser);

        page.Status.Should().Be(HttpStatusCode.OK);
        page.SaysSignedOut.Should().BeFalse();
    }

    [Theory, MemberData(nameof(Outages))]
    public async Task The_entry_is_written_as_soon_as_the_list_takes_it(StoreFault fault, int writes)
    {
        await using var app = await _shared.StartNodeAsync();
        await using var node = await _shared.StartNodeAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.CopyAt(node);
        _shared.Clock.Pass();
        (_shared.List.Writes, _shared.List.FaultyWrites) = (fault, writes);

        await app.AnswerAsync(browser.PostAsync("/signout"));

        await app.EventuallyAsync(async () => !await copy.IsSignedInAsync());
    }

    [Theory, MemberData(nameof(Outages))]
    public async Task Who_is_told_to_be_signed_out_is(StoreFault fault, int writes)
    {
        await using var app = await _shared.StartNodeAsync();
        await using var node = await _shared.StartNodeAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.CopyAt(node);
        _shared.Clock.Pass();
        (_shared.List.Writes, _shared.List.FaultyWrites) = (fault, writes);

        var answer = await app.AnswerAsync(browser.PostByScriptAsync("/signout"));

        if ((await answer.JsonAsync()).GetProperty("signedOut").GetBoolean())
            (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_end_by_an_administrator_is_written_as_soon_as_the_list_takes_it()
    {
        await using var app = await _shared.StartNodeAsync();
        await using var node = await _shared.StartNodeAsync();
        var browser = (await app.SignedInBrowserAsync()).CopyAt(node);
        _shared.Clock.Pass();
        (_shared.List.Writes, _shared.List.FaultyWrites) = (StoreFault.Throws, 1);

        await app.EndAsync(SessionTarget.ForSubject(The.Issuer, The.Subject));

        await app.EventuallyAsync(async () => !await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task An_entry_that_is_written_late_spares_who_signed_in_meanwhile()
    {
        await using var app = await _shared.StartNodeAsync();
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        (_shared.List.Writes, _shared.List.FaultyWrites) = (StoreFault.Throws, 1);
        await app.EndAsync(SessionTarget.ForSubject(The.Issuer, The.Subject));
        _shared.Clock.Pass();

        var later = await app.SignedInBrowserAsync();

        await app.EventuallyAsync(async () => !await browser.IsSignedInAsync());
        (await later.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_front_channel_logout_is_written_as_soon_as_the_list_takes_it()
    {
        await using var app = await _shared.StartNodeAsync();
        await using var node = await _shared.StartNodeAsync();
        var browser = (await app.SignedInBrowserAsync()).CopyAt(node);
        _shared.Clock.Pass();
        (_shared.List.Writes, _shared.List.FaultyWrites) = (StoreFault.Throws, 1);

        await app.FrontChannelAsync();

        await app.EventuallyAsync(async () => !await browser.IsSignedInAsync());
    }

    public static TheoryData<StoreFault, int> Outages() => new()
    {
        { StoreFault.Throws, 1 },
        { StoreFault.Throws, 4 },
        { StoreFault.Hangs, 1 },
    };
}
