namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The revocation list cannot be read, or is slower than its time, but accepts entries: a sign-out is complete.</summary>
public sealed class SignOutWhileTheListCannotBeRead
{
    private readonly SharedState _shared = new();

    [Theory, MemberData(nameof(Outages))]
    public async Task The_user_is_sent_to_Okta(StoreFault fault, RevocationCheckFailure policy)
    {
        await using var app = await StartAsync(policy);
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        _shared.List.Reads = fault;

        var page = await SignOutPage.ReadAsync(await app.AnswerAsync(browser.PostAsync("/signout")));

        page.ShouldLeadToOkta(_shared.Okta.IssuedIdTokens.Single());
    }

    [Theory, MemberData(nameof(Outages))]
    public async Task The_tokens_are_revoked(StoreFault fault, RevocationCheckFailure policy)
    {
        await using var app = await StartAsync(policy);
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        _shared.List.Reads = fault;

        await app.AnswerAsync(browser.PostAsync("/signout"));

        _shared.Okta.RevokedTokens.Should().Contain([The.RefreshToken, The.AccessToken]);
    }

    [Theory, MemberData(nameof(Outages))]
    public async Task No_copy_works_when_the_list_is_back(StoreFault fault, RevocationCheckFailure policy)
    {
        await using var app = await StartAsync(policy);
        await using var node = await StartAsync(policy);
        var browser = await app.SignedInBrowserAsync();
        var copies = new[] { browser.Copy(), browser.CopyAt(node) };
        _shared.Clock.Pass();
        _shared.List.Reads = fault;

        var answer = await app.AnswerAsync(browser.PostByScriptAsync("/signout"));
        _shared.List.Reads = StoreFault.None;

        (await answer.JsonAsync()).GetProperty("signedOut").GetBoolean().Should().BeTrue("the entry was written");
        foreach (var copy in copies)
            (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Outages))]
    public async Task The_cookie_is_deleted(StoreFault fault, RevocationCheckFailure policy)
    {
        await using var app = await StartAsync(policy);
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        _shared.List.Reads = fault;

        await app.AnswerAsync(browser.PostAsync("/signout"));

        browser.Cookies.Names.Should().NotContain(".AspNetCore.Cookies");
    }

    [Theory, InlineData(RevocationCheckFailure.Allow), InlineData(RevocationCheckFailure.Reject)]
    public async Task One_failed_read_at_the_sign_out_changes_nothing(RevocationCheckFailure policy)
    {
        await using var app = await StartAsync(policy);
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        _shared.Clock.Pass();
        (_shared.List.Reads, _shared.List.FaultyReads) = (StoreFault.Throws, 1);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(_shared.Okta.IssuedIdTokens.Single());

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    public static TheoryData<StoreFault, RevocationCheckFailure> Outages() => new()
    {
        { StoreFault.Throws, RevocationCheckFailure.Allow },
        { StoreFault.Throws, RevocationCheckFailure.Reject },
        { StoreFault.Hangs, RevocationCheckFailure.Allow },
        { StoreFault.Hangs, RevocationCheckFailure.Reject },
    };

    private Task<RunningApp> StartAsync(RevocationCheckFailure policy) => new SomeApp
    {
        Clock = _shared.Clock,
        Okta = _shared.Okta,
        Web = options => options.OnRevocationCheckFailure = policy,
        Services = services => _shared.AddTo(services),
    }.StartAsync();
}
