using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class HealthChecks
{
    [Fact]
    public async Task With_known_endpoints_the_app_is_healthy()
    {
        await using var app = await App().StartAsync();

        (await CheckAsync(app)).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task With_okta_down_the_app_is_degraded_because_users_can_still_sign_out_of_it()
    {
        await using var app = await App().StartAsync();
        app.Okta.IsDown = true;

        var entry = await CheckAsync(app);

        entry.Status.Should().Be(HealthStatus.Degraded);
        entry.Description.Should().StartWith("OpenIdConnect: OL2001:");
    }

    [Fact]
    public async Task The_password_of_a_proxy_is_neither_in_the_data_nor_in_the_log_nor_in_an_answer()
    {
        using var proxy = new RefusingProxy();
        await using var app = await new SomeApp
        {
            AddOktaLogout = services => services.AddOktaLogout().AddBackChannelLogout(),
            Services = services =>
            {
                services.AddHealthChecks().AddOktaLogout();
                services.AddHttpClient(OktaLogoutDefaults.HttpClientName).ConfigurePrimaryHttpMessageHandler(proxy.Handler);
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var entry = await CheckAsync(app);
        var answer = await browser.PostByScriptAsync("/signout");
        var delivery = await app.Http.SendAsync(
            new(HttpMethod.Post, BackChannelApp.Endpoint) { Content = new FormUrlEncodedContent([new("logout_token", SomeLogoutToken.Valid())]) }, CancellationToken.None);

        entry.Description.Should().StartWith("OpenIdConnect: OL2001:");
        string[] texts =
        [
            $"{entry.Description} {entry.Exception} {string.Join(' ', entry.Data)}",
            await answer.Content.ReadAsStringAsync(),
            await delivery.Content.ReadAsStringAsync(),
            .. app.Logs.GetSnapshot().Select(record => $"{record.Message} {record.Exception} {string.Join(' ', record.StructuredState ?? [])}"),
        ];
        texts.Should().HaveCountGreaterThan(3).And.AllSatisfy(text => text.Should().NotContain(RefusingProxy.Password));
    }

    [Fact]
    public async Task Without_an_end_session_endpoint_the_app_is_degraded()
    {
        await using var app = await App().StartAsync();
        app.Okta.Metadata["end_session_endpoint"] = null;

        var entry = await CheckAsync(app);

        entry.Status.Should().Be(HealthStatus.Degraded);
        entry.Description.Should().Contain("OL5015");
    }

    [Fact]
    public async Task Name_status_and_tags_are_the_apps_choice()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.AddHealthChecks().AddOktaLogout("okta", HealthStatus.Unhealthy, ["ready"]),
        }.StartAsync();
        app.Okta.IsDown = true;

        var entry = await CheckAsync(app, "okta");

        entry.Status.Should().Be(HealthStatus.Unhealthy);
        entry.Tags.Should().Equal("ready");
    }

    [Fact]
    public async Task Checks_cost_okta_one_request()
    {
        await using var app = await App().StartAsync();

        for (var i = 0; i < 10; i++)
            await CheckAsync(app);

        app.Okta.Calls.Should().Equal("GET " + The.MetadataAddress);
    }

    private static SomeApp App() => new() { Services = services => services.AddHealthChecks().AddOktaLogout() };

    private static async Task<HealthReportEntry> CheckAsync(RunningApp app, string name = "okta-logout") =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[name];
}
