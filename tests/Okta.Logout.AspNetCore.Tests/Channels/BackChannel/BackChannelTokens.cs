using System.Net;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Good and bad logout tokens, at the endpoint.</summary>
public sealed class BackChannelTokens
{
    public static TheoryData<string> Cases => LogoutTokenCases.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_token_is_accepted_or_refused_by_the_rules(string name)
    {
        var one = LogoutTokenCases.All[name];
        await using var app = await BackChannelApp.StartAsync();
        var victim = await app.SignedInAsync();
        (await app.DeliverAsync(SomeLogoutToken.WithClaim("sid", "warm"))).EnsureSuccessStatusCode();
        var calls = app.App.Okta.Calls.Count;

        var response = await app.DeliverAsync(one.Token());

        var newCalls = app.App.Okta.Calls.Skip(calls);
        if (one.ErrorId is null)
        {
            await response.ShouldBeAcceptedAsync();
            newCalls.Should().BeEmpty();
            return;
        }

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, one.ErrorId);
        newCalls.Should().BeEquivalentTo(one.ErrorId == "OL8011" ? ["GET " + The.JwksUri] : Array.Empty<string>());
        (await victim.IsSignedInAsync()).Should().BeTrue();
        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeAcceptedAsync();
        (await victim.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task JWT_is_accepted_in_compat_mode()
    {
        await using var app = await BackChannelApp.StartAsync(options => options.AllowTypJwt = true);

        await (await app.DeliverAsync(SomeLogoutToken.WithHeader("typ", "JWT"))).ShouldBeAcceptedAsync();
    }

    [Fact]
    public async Task RS256_is_refused_where_ES256_is_registered()
    {
        await using var app = await BackChannelApp.StartAsync(options => options.SigningAlgorithm = "ES256");

        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeRefusedAsync(errorId: "OL8007");
        await (await app.DeliverAsync(new SomeLogoutToken { Header = { ["alg"] = "ES256", ["kid"] = ProviderKeys.EcId } }.Build())).ShouldBeAcceptedAsync();
    }

    [Fact]
    public async Task Exp_may_be_missing_where_the_switch_says_so()
    {
        await using var app = await BackChannelApp.StartAsync(options => options.AllowMissingExpiration = true);

        await (await app.DeliverAsync(SomeLogoutToken.WithoutClaim("exp"))).ShouldBeAcceptedAsync();
    }

    [Fact]
    public async Task The_second_of_two_deliveries_is_refused()
    {
        await using var app = await BackChannelApp.StartAsync();
        var token = SomeLogoutToken.Valid();

        await (await app.DeliverAsync(token)).ShouldBeAcceptedAsync();
        await (await app.DeliverAsync(token)).ShouldBeRefusedAsync(errorId: "OL8022");
    }

    [Fact]
    public async Task Exactly_one_of_50_parallel_deliveries_is_accepted()
    {
        await using var app = await BackChannelApp.StartAsync();
        var token = SomeLogoutToken.Valid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => app.DeliverAsync(token))));

        answers.Count(answer => answer.StatusCode is HttpStatusCode.OK).Should().Be(1);
        foreach (var answer in answers.Where(answer => answer.StatusCode is not HttpStatusCode.OK))
            await answer.ShouldBeRefusedAsync(errorId: "OL8022");
        app.KeyDownloads.Should().Be(1);
    }

    [Fact]
    public async Task The_apps_own_client_assertion_is_refused()
    {
        await using var app = await BackChannelApp.StartAsync();
        var assertion = new SomeLogoutToken { Claims = { ["iss"] = The.ClientId, ["sub"] = The.ClientId, ["aud"] = The.Issuer } };

        await (await app.DeliverAsync(assertion.Build())).ShouldBeRefusedAsync(errorId: "OL8010");
    }

    [Fact]
    public async Task A_genuine_ID_token_is_refused()
    {
        await using var app = await BackChannelApp.StartAsync(options => options.AllowTypJwt = true);
        await app.SignedInAsync();

        await (await app.DeliverAsync(app.App.Okta.IssuedIdTokens.Single())).ShouldBeRefusedAsync();
    }
}
