using System.Net;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Keys that are missing, rotated or unusable.</summary>
public sealed class BackChannelKeys
{
    [Fact]
    public async Task A_rotated_key_is_found_by_one_download()
    {
        await using var app = await BackChannelApp.StartAsync();
        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeAcceptedAsync();
        app.Publish(The.Issuer, ProviderKeys.RsaJwk, ProviderKeys.OfRsa(ProviderKeys.SecondRsa, "rsa-2"));

        await (await app.DeliverAsync(ByTheSecondKey())).ShouldBeAcceptedAsync();

        app.KeyDownloads.Should().Be(2);
    }

    [Fact]
    public async Task A_key_that_is_rotated_right_after_an_unknown_one_was_looked_up_is_accepted_at_the_next_try()
    {
        await using var app = await BackChannelApp.StartAsync();
        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeAcceptedAsync();
        await (await app.DeliverAsync(SomeLogoutToken.WithHeader("kid", "junk"))).ShouldBeRefusedAsync(errorId: "OL8011");
        app.Publish(The.Issuer, ProviderKeys.RsaJwk, ProviderKeys.OfRsa(ProviderKeys.SecondRsa, "rsa-2"));
        var token = ByTheSecondKey();

        var refused = await app.DeliverAsync(token);
        await refused.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8107");
        app.App.Clock.Advance(refused.Headers.RetryAfter!.Delta!.Value);

        await (await app.DeliverAsync(token)).ShouldBeAcceptedAsync();
        app.KeyDownloads.Should().Be(3);
        app.App.OwnLogs.Should().NotContain(record => record.Id.Id == 8002, "that is not an outage");
    }

    [Fact]
    public async Task A_removed_key_is_refused_after_an_hour()
    {
        await using var app = await BackChannelApp.StartAsync();
        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeAcceptedAsync();
        app.Publish(The.Issuer, ProviderKeys.EcJwk);
        app.App.Clock.Advance(TimeSpan.FromHours(1));

        await (await app.DeliverAsync(Now(app, new()))).ShouldBeRefusedAsync(errorId: "OL8011");
    }

    [Fact]
    public async Task The_last_good_keys_serve_for_a_day_while_the_server_is_down()
    {
        await using var app = await BackChannelApp.StartAsync();
        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeAcceptedAsync();
        app.App.Okta.IsDown = true;

        app.App.Clock.Advance(TimeSpan.FromHours(23));
        await (await app.DeliverAsync(Now(app, new()))).ShouldBeAcceptedAsync();
        app.App.Clock.Advance(TimeSpan.FromHours(2));
        var refused = await app.DeliverAsync(Now(app, new()));
        await refused.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8104");
        refused.Headers.RetryAfter.Should().NotBeNull();
    }

    [Fact]
    public async Task An_outage_does_not_lift_the_throttle()
    {
        await using var app = await BackChannelApp.StartAsync();
        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeAcceptedAsync();
        app.App.Okta.IsDown = true;

        for (var i = 0; i < 200; i++)
            await (await app.DeliverAsync(SomeLogoutToken.WithHeader("kid", $"unknown-{i}"))).ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8104");
        app.KeyDownloads.Should().Be(2);
        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeAcceptedAsync();
    }

    [Fact]
    public async Task A_thousand_first_requests_cause_one_download()
    {
        await using var app = await BackChannelApp.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => app.DeliverAsync(SomeLogoutToken.Valid()))));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        app.KeyDownloads.Should().Be(1);
    }

    public static TheoryData<string> BadSets => ["<html>", "[]", "{}", """{"keys":{}}""", """{"keys":[],"keys":[]}""", """{"keys":[""", "null"];

    [Theory]
    [MemberData(nameof(BadSets))]
    public async Task What_is_no_key_set_is_an_outage(string body)
    {
        await using var app = await BackChannelApp.StartAsync();
        app.App.Okta.Answer(The.JwksUri, HttpStatusCode.OK, body);

        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8104");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_server_that_answers_otherwise_is_an_outage(int status)
    {
        await using var app = await BackChannelApp.StartAsync();
        app.App.Okta.Answers[The.JwksUri] = (_, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)
        {
            Headers = { Location = new("http://169.254.169.254/") },
            Content = new StringContent(ProviderKeys.Jwks),
        });

        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8104");
        app.App.Okta.Calls.Should().NotContain(call => call.Contains("169.254", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_key_set_verifies_nothing()
    {
        await using var app = await BackChannelApp.StartAsync();
        app.App.Okta.Answer(The.JwksUri, HttpStatusCode.OK, """{"keys":[]}""");

        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeRefusedAsync(errorId: "OL8011");
    }

    [Fact]
    public async Task Without_discovery_nothing_can_be_validated()
    {
        await using var app = await BackChannelApp.StartAsync();
        app.App.Okta.IsDown = true;

        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8106");
    }

    private static string ByTheSecondKey() =>
        new SomeLogoutToken { Header = { ["kid"] = "rsa-2" }, Signature = SomeLogoutToken.SignBy(ProviderKeys.SecondRsa) }.Build();

    private static string Now(BackChannelApp app, SomeLogoutToken token)
    {
        token.Claims["iat"] = app.App.Clock.GetUtcNow().ToUnixTimeSeconds();
        token.Claims["exp"] = app.App.Clock.GetUtcNow().ToUnixTimeSeconds() + 120;
        return token.Build();
    }
}
