using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An API receives sign-outs by itself, without cookies and without an OpenID Connect scheme.</summary>
public sealed class ChannelsOfApis
{
    [Fact]
    public async Task Universal_Logout_ends_the_tokens_of_a_user()
    {
        await using var okta = await UniversalLogoutApp.StartAsync(some: new SomeApi { Channels = logout => logout.AddUniversalLogout(SomeUniversalLogout.Endpoint) }.ToApp());
        var token = SomeAccessToken.With();
        (await okta.App.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);

        await (await okta.CommandAsync(SomeUniversalLogout.IssuerAndSubject())).ShouldBeDoneAsync();

        (await okta.App.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_Universal_Logout_for_another_client_ends_nothing()
    {
        await using var okta = await UniversalLogoutApp.StartAsync(some: new SomeApi { Channels = logout => logout.AddUniversalLogout(SomeUniversalLogout.Endpoint) }.ToApp());
        var token = SomeAccessToken.With();

        await (await okta.CommandAsync(SomeUniversalLogout.IssuerAndSubject(), SomeUniversalLogout.With("sub", "another-client"))).ShouldBeAsync(HttpStatusCode.Unauthorized);

        (await okta.App.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_shared_signal_ends_the_tokens_of_a_user_and_needs_no_client_id()
    {
        await using var api = await new SomeApi { ClientId = null, Channels = logout => logout.AddSharedSignals(SomeSignal.Audience) }.StartAsync();
        api.Okta.Answer(SomeUniversalLogout.OrgKeys, HttpStatusCode.OK, ProviderKeys.Jwks);
        var token = SomeAccessToken.With();
        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);

        await SharedSignalsApp.ShouldBeAcceptedAsync(await new SharedSignalsApp(api).PushAsync(SomeSignal.Valid()));

        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_API_starts_without_a_complaint_that_it_has_no_sign_in()
    {
        await using var api = await new SomeApi { ClientId = null }.StartAsync();

        api.OwnLogs.Where(record => record.Level >= LogLevel.Warning).Should().BeEmpty();
    }

    [Fact]
    public async Task Nobody_is_signed_in_at_the_sign_out_endpoint_of_an_API()
    {
        await using var api = await new SomeApi().StartAsync();

        var response = await api.NewBrowser().PostAsync("/signout");

        response.StatusCode.Should().Be(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Universal_Logout_without_a_client_id_is_reported_at_start()
    {
        var start = async () => await new SomeApi { ClientId = null, Channels = logout => logout.AddUniversalLogout(SomeUniversalLogout.Endpoint) }.StartAsync();

        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage("OL9701: *");
    }

    [Fact]
    public async Task A_scheme_that_does_not_exist_is_reported_at_start()
    {
        var start = async () => await new SomeApi { Protect = logout => logout.ProtectJwtBearer("Baerer") }.StartAsync();

        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage("OL9700: 'Baerer' *");
    }

    [Fact]
    public async Task An_options_monitor_of_the_app_that_drops_the_check_is_reported_at_start()
    {
        var start = async () => await new SomeApi { Services = services => services.AddSingleton<IOptionsMonitor<JwtBearerOptions>, BareMonitor>() }.StartAsync();

        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage("OL9705: *");
    }

    [Fact]
    public async Task An_app_without_the_scheme_is_warned()
    {
        await using var app = await new SomeApp { AddOktaLogout = services => services.AddOktaLogout().ProtectJwtBearer() }.StartAsync();

        app.OwnLogs.Should().ContainSingle(record => record.Message.StartsWith("OL9706: "));
    }

    private sealed class BareMonitor : IOptionsMonitor<JwtBearerOptions>
    {
        public JwtBearerOptions CurrentValue { get; } = new() { Authority = The.Issuer };

        public JwtBearerOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<JwtBearerOptions, string?> listener) => null;
    }
}
