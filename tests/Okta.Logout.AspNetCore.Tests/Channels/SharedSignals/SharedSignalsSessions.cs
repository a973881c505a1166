using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What follows from an accepted signal.</summary>
public sealed class SharedSignalsSessions
{
    private static readonly object Sid = new { format = "opaque", id = The.Sid };
    private static readonly object Stranger = new { format = "iss_sub", iss = SomeSignal.Org, sub = "another" };

    private static readonly Dictionary<string, (bool Ends, object Subject)> Subjects = new()
    {
        ["iss_sub of the org"] = (true, SomeSignal.User),
        ["iss_sub of the sign-in"] = (true, new { format = "iss_sub", iss = The.Issuer, sub = The.Subject }),
        ["email"] = (true, new { format = "email", email = The.Email.ToUpperInvariant() }),
        ["opaque"] = (true, new { format = "opaque", id = The.Subject }),
        ["complex with a user"] = (true, new { format = "complex", user = SomeSignal.User }),
        ["complex with a session"] = (true, new { format = "complex", session = Sid }),
        ["complex with both"] = (true, new { format = "complex", user = SomeSignal.User, session = Sid }),
        ["complex with another session"] = (false, new { format = "complex", user = SomeSignal.User, session = new { format = "opaque", id = "another" } }),
        ["complex with a user of another issuer"] = (false, new { format = "complex", user = new { format = "iss_sub", iss = "https://other.okta.com", sub = The.Subject }, session = Sid }),
        ["unknown subject"] = (false, Stranger),
        ["another issuer"] = (false, new { format = "iss_sub", iss = "https://other.okta.com", sub = The.Subject }),
        ["unknown format"] = (false, new { format = "did", url = "did:example:123456" }),
        ["aliases with an unknown one"] = (true, new { format = "aliases", identifiers = new[] { SomeSignal.User, new { format = "phone_number", phone_number = "+12065550100" } } }),
        ["aliases that are all unknown"] = (false, new { format = "aliases", identifiers = new[] { new { format = "phone_number", phone_number = "+12065550100" } } }),
        ["an unknown member"] = (false, new { format = "complex", user = SomeSignal.User, planet = new { format = "opaque", id = "x" } }),
        ["a device"] = (false, new { format = "complex", user = SomeSignal.User, device = new { format = "opaque", id = "x" } }),
        ["a tenant alone"] = (false, new { format = "complex", tenant = new { format = "opaque", id = "x" } }),
    };

    public static TheoryData<string> Names => [.. Subjects.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Subject(string name)
    {
        var (ends, subject) = Subjects[name];
        foreach (var isTopLevel in new[] { false, true })
        {
            await using var app = await SharedSignalsApp.StartAsync();
            var user = await app.App.SignedInBrowserAsync();

            // The token's own subject is the one that counts.
            var token = SomeSignal.Token(subject: isTopLevel ? Stranger : subject);
            if (isTopLevel)
                token.Claims["sub_id"] = subject;
            await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(token.Build()));

            (await user.IsSignedInAsync()).Should().Be(!ends);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Sessions_begun_after_the_event_live_on(long unitsASecond)
    {
        await using var app = await SharedSignalsApp.StartAsync();
        var before = await app.App.SignedInBrowserAsync();
        app.App.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = await app.App.SignedInBrowserAsync();

        await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(SomeSignal.Token(timestamp: The.Now.AddSeconds(30).ToUnixTimeSeconds() * unitsASecond).Build()));

        (await before.IsSignedInAsync()).Should().BeFalse();
        (await after.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_repetition_has_no_second_effect()
    {
        var terminator = new RecordingTerminator();
        await using var app = await SharedSignalsApp.StartAsync(services: it => it.AddSingleton<ISessionTerminator>(terminator));
        var token = SomeSignal.Valid();

        await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(token));
        var seen = terminator.Terminations.Count;
        await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(token));

        terminator.Terminations.Should().HaveCount(seen).And.OnlyContain(one => one.Reason == SessionTerminationReason.SharedSignal);
    }

    [Fact]
    public async Task Copies_that_arrive_together_are_accepted_and_have_one_effect()
    {
        var terminator = new RecordingTerminator();
        await using var app = await SharedSignalsApp.StartAsync(services: it => it.AddSingleton<ISessionTerminator>(terminator));
        var token = SomeSignal.Valid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => app.PushAsync(token))));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.Accepted);
        terminator.Terminations.Select(one => one.Target.Issuer).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Other_events_are_accepted_without_effect()
    {
        await using var app = await SharedSignalsApp.StartAsync();
        var user = await app.App.SignedInBrowserAsync();

        await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(SomeSignal.Token("https://example.com/unknown").Build()));
        await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(SomeSignal.Token(SomeSignal.CredentialChange).Build()));
        await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(SomeSignal.Event("https://schemas.openid.net/secevent/ssf/event-type/stream-updated", new { status = "paused" })));
        await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(SomeSignal.Event(
            SomeSignal.SessionRevoked, new { subject = Stranger, reason_user = new { en = "<script>alert(1)</script>" } })));

        (await user.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory]
    [InlineData(SomeSignal.SessionRevoked)]
    [InlineData(SomeSignal.CredentialChange)]
    public async Task What_follows_is_the_apps_choice(string type)
    {
        await using var app = await SharedSignalsApp.StartAsync(options =>
        {
            options.OnSessionRevoked = SharedSignalAction.Ignore;
            options.OnCredentialChange = SharedSignalAction.EndSessions;
        });
        var user = await app.App.SignedInBrowserAsync();

        await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(SomeSignal.Token(type).Build()));

        (await user.IsSignedInAsync()).Should().Be(type == SomeSignal.SessionRevoked);
    }

    [Fact]
    public async Task The_state_of_a_verification_is_checked_where_one_is_expected()
    {
        await using var strict = await SharedSignalsApp.StartAsync(options => options.VerificationState = "expected");
        await using var lax = await SharedSignalsApp.StartAsync();
        var wrong = SomeSignal.Event(SomeSignal.Verification, new { state = "wrong" });

        await SharedSignalsApp.ShouldBeRefusedAsync(await strict.PushAsync(wrong), "invalid_state", "OL8335");
        await SharedSignalsApp.ShouldBeRefusedAsync(await strict.PushAsync(SomeSignal.Event(SomeSignal.Verification, new { })), "invalid_state", "OL8335");
        await SharedSignalsApp.ShouldBeAcceptedAsync(await strict.PushAsync(SomeSignal.Event(SomeSignal.Verification, new { state = "expected" })));
        await SharedSignalsApp.ShouldBeAcceptedAsync(await lax.PushAsync(wrong));
    }

    [Fact]
    public async Task What_could_not_be_recorded_may_be_sent_again()
    {
        SwitchableStore? store = null;
        await using var app = await SharedSignalsApp.StartAsync(services: it => it.AddSingleton<ISessionRevocationStore>(
            provider => store = new(provider.GetRequiredService<TimeProvider>()) { Writes = StoreFault.Throws }));
        var user = await app.App.SignedInBrowserAsync();
        var token = SomeSignal.Valid();
        var refused = await app.PushAsync(token);
        await SharedSignalsApp.ShouldBeRefusedAsync(refused, "temporarily_unavailable", "OL8344", HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.Should().NotBeNull();

        store!.Writes = StoreFault.None;
        await SharedSignalsApp.ShouldBeAcceptedAsync(await app.PushAsync(token));

        (await user.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Without_keys_nothing_can_be_said()
    {
        await using var app = await SharedSignalsApp.StartAsync();
        app.App.Okta.Answer(SomeUniversalLogout.OrgKeys, HttpStatusCode.BadGateway);

        await SharedSignalsApp.ShouldBeRefusedAsync(await app.PushAsync(SomeSignal.Valid()), "temporarily_unavailable", "OL8104", HttpStatusCode.ServiceUnavailable);
    }

    public static TheoryData<string, Action<SharedSignalsOptions>> BadOptions => new()
    {
        { "OL8311", options => options.Audience = " " },
        { "OL8315", options => options.VerificationState = "" },
        { "OL8312", options => options.AuthorizationHeader = "" },
        { "OL8312", options => options.AuthorizationHeader = new('x', 8193) },
        { "OL8313", options => options.MaxAge = TimeSpan.FromDays(91) },
        { "OL8313", options => options.ClockSkew = TimeSpan.FromSeconds(-1) },
        { "OL8314", options => options.OnSessionRevoked = (SharedSignalAction)7 },
        { "OL8222", options => options.AdditionalIssuers.Add(new("x", new("https://login.example.com/keys"))) },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public async Task The_options_are_checked_at_start(string errorId, Action<SharedSignalsOptions> configure)
    {
        var starting = () => SharedSignalsApp.StartAsync(configure);

        (await starting.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().ContainSingle().Which.Should().StartWith(errorId + ": ");
    }
}
