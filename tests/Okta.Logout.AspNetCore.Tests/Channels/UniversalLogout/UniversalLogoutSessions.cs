using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Which sessions a valid request ends, and the response to Okta.</summary>
public sealed class UniversalLogoutSessions
{
    private const string CustomDomain = "https://login.example.com";
    private const string OtherOrg = "https://other.okta.com";

    public static TheoryData<string, string> Subjects => new()
    {
        { "email", SomeUniversalLogout.Email() },
        { "email in another case", SomeUniversalLogout.Email(The.Email.ToUpperInvariant()) },
        { "iss_sub of the org", SomeUniversalLogout.IssuerAndSubject() },
        { "iss_sub of the sign-in", SomeUniversalLogout.IssuerAndSubject(The.Issuer) },
        { "iss_sub of another server of the org", SomeUniversalLogout.IssuerAndSubject(SomeUniversalLogout.Org + "/oauth2/aus1other") },
        { "opaque", SomeUniversalLogout.Opaque() },
        { "aliases", $$$"""{"sub_id":{"format":"aliases","identifiers":[{"format":"opaque","id":"x"},{"format":"email","email":"{{{The.Email}}}"}]}}""" },
    };

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task All_sessions_of_the_user_end_and_no_others(string name, string body)
    {
        _ = name;
        await using var app = await UniversalLogoutApp.StartAsync();
        Browser[] devices = [await app.SignedInAsync(), await app.SignedInAsync()];
        var other = await app.SignedInAsync("another", "another@example.com");

        await (await app.CommandAsync(body)).ShouldBeDoneAsync();

        foreach (var device in devices)
            (await device.IsSignedInAsync()).Should().BeFalse();
        (await other.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*@example.com")]
    [InlineData("%@example.com")]
    [InlineData("ada.secret+tag@example.com")]
    [InlineData("ada.secret@example.com.evil.com")]
    [InlineData("ａda.secret@example.com")]
    [InlineData("ada.se\u0441ret@example.com")]
    [InlineData("ada.\u017Fecret@example.com")]
    public async Task Nothing_but_the_address_means_the_user(string email)
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        var user = await app.SignedInAsync();

        var response = await app.CommandAsync(SomeUniversalLogout.Email(email));

        response.ShouldBeAnAnswerToOkta();
        (await user.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_repetition_is_done_too_and_ends_what_began_since()
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        await (await app.CommandAsync()).ShouldBeDoneAsync();
        app.App.Clock.Advance(TimeSpan.FromSeconds(2));
        var back = await app.SignedInAsync();
        (await back.IsSignedInAsync()).Should().BeTrue();

        await (await app.CommandAsync(token: SomeUniversalLogout.With("iat", app.App.Clock.GetUtcNow().ToUnixTimeSeconds()))).ShouldBeDoneAsync();

        (await back.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Copies_that_arrive_together_are_done_once()
    {
        var terminator = new RecordingTerminator();
        await using var app = await UniversalLogoutApp.StartAsync(services: it => it.AddSingleton<ISessionTerminator>(terminator));
        var token = SomeUniversalLogout.Token().Build();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => app.CommandAsync(token: token))));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.NoContent);
        terminator.Terminations.Select(one => one.Target.Issuer).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_delayed_request_ends_no_session_begun_later()
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        var before = await app.SignedInAsync();
        var token = SomeUniversalLogout.Token().Build();
        app.App.Clock.Advance(TimeSpan.FromMinutes(2));
        var after = await app.SignedInAsync();

        await (await app.CommandAsync(token: token)).ShouldBeDoneAsync();

        (await before.IsSignedInAsync()).Should().BeFalse();
        (await after.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_session_ends_whose_start_is_ahead_of_this_clock()
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        app.App.Okta.Claims["iat"] = The.Now.AddMinutes(2).ToUnixTimeSeconds();
        var user = await app.SignedInAsync();

        await (await app.CommandAsync(token: SomeUniversalLogout.With("iat", The.Now.AddMinutes(2).ToUnixTimeSeconds()))).ShouldBeDoneAsync();

        (await user.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData(OtherOrg)]
    [InlineData(OtherOrg + "/oauth2/default")]
    [InlineData(SomeUniversalLogout.Org + "/")]
    [InlineData(SomeUniversalLogout.Org + "/oauth2/")]
    [InlineData(SomeUniversalLogout.Org + "/oauth2/a/b")]
    [InlineData(SomeUniversalLogout.Org + ".evil.com/oauth2/default")]
    [InlineData("/oauth2/default")]
    public async Task A_user_of_an_issuer_outside_of_the_org_is_unknown(string issuer)
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        var user = await app.SignedInAsync();

        await (await app.CommandAsync(SomeUniversalLogout.IssuerAndSubject(issuer))).ShouldBeAsync(HttpStatusCode.NotFound, "OL8234");

        (await user.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory]
    [InlineData(UniversalLogoutSubjectStatus.Unknown, HttpStatusCode.NotFound, "OL8234")]
    [InlineData(UniversalLogoutSubjectStatus.CannotBeSignedOut, HttpStatusCode.UnprocessableEntity, "OL8235")]
    [InlineData(null, HttpStatusCode.ServiceUnavailable, "OL8236")]
    public async Task The_resolver_of_the_app_says_no(UniversalLogoutSubjectStatus? status, HttpStatusCode answer, string errorId)
    {
        var resolver = new ScriptedResolver(_ => status switch
        {
            null => throw new InvalidOperationException(The.Email),
            UniversalLogoutSubjectStatus.Unknown => UniversalLogoutSubject.Unknown,
            _ => UniversalLogoutSubject.CannotBeSignedOut,
        });
        await using var app = await UniversalLogoutApp.StartAsync(services: it => it.AddSingleton<IUniversalLogoutSubjectResolver>(resolver));
        var user = await app.SignedInAsync();

        await (await app.CommandAsync()).ShouldBeAsync(answer, errorId);

        (await user.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task The_resolver_of_the_app_finds_the_user_by_an_id_of_its_own()
    {
        var resolver = new ScriptedResolver(request => UniversalLogoutSubject.Found([.. request.OrgIssuers.Select(issuer => SessionTarget.ForSubject(issuer, The.Subject))]));
        await using var app = await UniversalLogoutApp.StartAsync(services: it => it.AddScoped<IUniversalLogoutSubjectResolver>(_ => resolver));
        var user = await app.SignedInAsync();

        await (await app.CommandAsync(SomeUniversalLogout.IssuerAndSubject("https://app.example.com/", "4711"))).ShouldBeDoneAsync();

        (await user.IsSignedInAsync()).Should().BeFalse();
        var seen = resolver.Seen.Should().ContainSingle().Which;
        seen.Issuer.Should().Be(SomeUniversalLogout.Org);
        seen.ClientId.Should().Be(The.ClientId);
        seen.OrgIssuers.Should().BeEquivalentTo(SomeUniversalLogout.Org, The.Issuer);
        seen.Subject.Subject.Should().Be("4711");
        seen.ToString().Should().Be("UniversalLogoutRequest (iss_sub)");
    }

    [Fact]
    public async Task What_could_not_be_recorded_may_be_sent_again()
    {
        SwitchableStore? store = null;
        await using var app = await UniversalLogoutApp.StartAsync(services: it => it.AddSingleton<ISessionRevocationStore>(
            provider => store = new(provider.GetRequiredService<TimeProvider>()) { Writes = StoreFault.Throws }));
        var user = await app.SignedInAsync();
        var token = SomeUniversalLogout.Token().Build();
        await (await app.CommandAsync(token: token)).ShouldBeAsync(HttpStatusCode.ServiceUnavailable, "OL8237");
        (await user.IsSignedInAsync()).Should().BeTrue();

        store!.Writes = StoreFault.None;
        await (await app.CommandAsync(token: token)).ShouldBeDoneAsync();

        (await user.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Without_a_replay_memory_nothing_is_done()
    {
        await using var app = await UniversalLogoutApp.StartAsync(services: it => it.AddSingleton<ITokenReplayCache, FailingReplayCache>());
        var user = await app.SignedInAsync();

        await (await app.CommandAsync()).ShouldBeAsync(HttpStatusCode.ServiceUnavailable, "OL8237");

        (await user.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_part_of_the_app_that_failed_can_be_tried_again()
    {
        var terminator = new RecordingTerminator { IsDown = true };
        await using var app = await UniversalLogoutApp.StartAsync(services: it => it.AddSingleton<ISessionTerminator>(terminator));
        var token = SomeUniversalLogout.Token().Build();
        await (await app.CommandAsync(token: token)).ShouldBeAsync(HttpStatusCode.ServiceUnavailable, "OL8238");

        terminator.IsDown = false;
        await (await app.CommandAsync(token: token)).ShouldBeDoneAsync();

        terminator.Terminations.Should().HaveCount(4).And.OnlyContain(seen => seen.Reason == SessionTerminationReason.UniversalLogout && seen.Target.Value == The.Email);
    }

    [Fact]
    public async Task Without_keys_nothing_can_be_said()
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        app.App.Okta.Answer(SomeUniversalLogout.OrgKeys, HttpStatusCode.BadGateway);

        await (await app.CommandAsync()).ShouldBeAsync(HttpStatusCode.ServiceUnavailable, "OL8104");
    }

    [Fact]
    public async Task A_custom_domain_is_of_the_one_org_of_the_app()
    {
        await using var app = await UniversalLogoutApp.StartAsync(options => options.AdditionalIssuers.Add(new(CustomDomain, new(CustomDomain + "/oauth2/v1/keys"))));
        app.Publish(CustomDomain + "/oauth2/v1/keys", ProviderKeys.OfRsa(ProviderKeys.Rsa, ProviderKeys.RsaId));
        var user = await app.SignedInAsync();

        await (await app.CommandAsync(SomeUniversalLogout.IssuerAndSubject(CustomDomain), SomeUniversalLogout.With("iss", CustomDomain))).ShouldBeDoneAsync();

        (await user.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Keys_that_are_configured_win()
    {
        await using var app = await UniversalLogoutApp.StartAsync(options => options.AdditionalIssuers.Add(new(SomeUniversalLogout.Org, new(The.JwksUri))));
        app.Publish(SomeUniversalLogout.OrgKeys);
        app.Publish(The.JwksUri, ProviderKeys.RsaJwk);

        await (await app.CommandAsync()).ShouldBeDoneAsync();
    }

    [Fact]
    public async Task An_org_cannot_end_sessions_of_another()
    {
        await using var app = await UniversalLogoutApp.StartAsync(some: TwoOrgs());
        app.App.Okta.AddServer(OtherOrg);
        app.Publish(OtherOrg + "/oauth2/v1/keys", ProviderKeys.RsaJwk);
        var user = await app.SignedInAsync();
        var token = SomeUniversalLogout.Token("iss", OtherOrg);

        await (await app.CommandAsync(token: token.Build())).ShouldBeAsync(HttpStatusCode.Unauthorized, "OL8214");
        token.Claims["sub"] = "other-client";
        await (await app.CommandAsync(token: token.Build())).ShouldBeDoneAsync();
        token.Claims["jti"] = "the next";
        await (await app.CommandAsync(SomeUniversalLogout.Opaque(), token.Build())).ShouldBeDoneAsync();

        (await user.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory]
    [InlineData("", "OL8211")]
    [InlineData("/signout/universal", "OL8211")]
    [InlineData("http://app.example.com/signout/universal", "OL8211")]
    [InlineData("http://localhost/signout/universal", "OL8211")]
    [InlineData("https://app.example.com/#universal", "OL8211")]
    public Task The_endpoint_has_to_be_public(string url, string errorId) => StartingFailsAsync(url, _ => { }, errorId);

    public static TheoryData<string, Action<UniversalLogoutOptions>> BadOptions => new()
    {
        { "OL8212", options => options.SigningAlgorithm = "HS256" },
        { "OL8212", options => options.SigningAlgorithm = "none" },
        { "OL8213", options => options.MaxLifetime = TimeSpan.FromSeconds(59) },
        { "OL8213", options => options.MaxLifetime = TimeSpan.FromHours(2) },
        { "OL8213", options => options.ClockSkew = TimeSpan.FromMinutes(11) },
        { "OL8222", options => options.AdditionalIssuers.Add(new("http://login.example.com", new("https://login.example.com/keys"))) },
        { "OL8222", options => options.AdditionalIssuers.Add(new("https://login.example.com", new("/keys", UriKind.Relative))) },
        { "OL8222", options => options.AdditionalIssuers.Add(new("https://login.example.com", new("https://login.example.com/keys")) { SameOrgAs = "x" }) },
        { "OL8223", options => options.AdditionalIssuers.Add(new("https://login.example.com", new("https://login.example.com/keys")) { SameOrgAs = OtherOrg }) },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public Task The_options_are_checked_at_start(string errorId, Action<UniversalLogoutOptions> configure) =>
        StartingFailsAsync(SomeUniversalLogout.Endpoint, configure, errorId);

    private static async Task StartingFailsAsync(string url, Action<UniversalLogoutOptions> configure, string errorId)
    {
        var starting = () => new SomeApp { AddOktaLogout = it => it.AddOktaLogout().AddUniversalLogout(url, configure) }.StartAsync();

        (await starting.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().ContainSingle().Which.Should().StartWith(errorId + ": ");
    }

    private static SomeApp TwoOrgs() => new()
    {
        Authentication = (authentication, _) => authentication
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddOpenIdConnect("OpenIdConnect", options => SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-oidc"))
            .AddOpenIdConnect("other", options => SomeScheme.SetUp(options, OtherOrg, "other-client", "/signin-oidc-other")),
        AddOktaLogout = it => it.AddOktaLogout().AddUniversalLogout(SomeUniversalLogout.Endpoint),
    };
}
