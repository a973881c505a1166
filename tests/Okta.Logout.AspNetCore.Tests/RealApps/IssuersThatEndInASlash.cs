using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Authority, or the issuer in the provider's document, ends in a slash, and the other does not: sign-in works with it.</summary>
public sealed class IssuersThatEndInASlash
{
    private const string Address = "https://tenant.auth0.example.com";

    [Theory, MemberData(nameof(Spellings))]
    public async Task The_user_is_sent_to_the_provider(string authority, string issuer)
    {
        await using var app = await StartAsync(authority, issuer);
        var browser = await app.SignedInBrowserAsync();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single(), Address + "/v1/logout");
    }

    [Theory, MemberData(nameof(Spellings))]
    public async Task The_tokens_are_revoked(string authority, string issuer)
    {
        await using var app = await StartAsync(authority, issuer);
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        app.Okta.Revocations.Select(revoked => revoked.Server).Should().Equal(Address, Address);
    }

    [Theory, MemberData(nameof(Spellings))]
    public async Task The_provider_ends_the_session_by_the_name_in_its_document(string authority, string issuer)
    {
        await using var app = await StartAsync(authority, issuer);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();

        await app.FrontChannelAsync(issuer: issuer);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_difference_is_said_once()
    {
        await using var app = await StartAsync(Address, Address + "/");
        for (var i = 0; i < 3; i++)
        {
            await (await app.SignedInBrowserAsync()).PostAsync("/signout");
            app.Clock.Advance(TimeSpan.FromHours(13));
        }

        app.OwnLogs.Should().NotContain(record => record.Level >= LogLevel.Error);
        app.OwnLogs.Where(record => record.Level == LogLevel.Warning && record.Message.Contains("issuer", StringComparison.OrdinalIgnoreCase)).Should().ContainSingle();
    }

    [Fact]
    public async Task Another_issuer_than_that_of_the_scheme_is_not_believed()
    {
        await using var app = await StartAsync(Address, "https://other.example.com/");
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        app.Okta.RevokedTokens.Should().BeEmpty();
    }

    public static TheoryData<string, string> Spellings() => new()
    {
        { Address, Address },
        { Address, Address + "/" },
        { Address + "/", Address },
        { Address + "/", Address + "/" },
    };

    private static Task<RunningApp> StartAsync(string authority, string issuer)
    {
        var shared = new SharedState();
        shared.Okta.AddServer(Address, issuer);
        return new SomeApp { Clock = shared.Clock, Okta = shared.Okta, OpenIdConnect = options => options.Authority = authority }.StartAsync();
    }
}
