using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Okta.Logout.Tests;

public sealed class SignOutMetrics : IAsyncDisposable
{
    private readonly SignOutApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_sign_out_is_counted()
    {
        using var collector = Collect<long>("okta.logout.sign_outs");

        await _app.SignOutAsync();

        ShouldHold(collector, 1, ("okta.logout.local", true), ("okta.logout.okta", true));
    }

    [Fact]
    public async Task A_sign_out_without_Okta_is_told_apart()
    {
        using var collector = Collect<long>("okta.logout.sign_outs");
        _app.Okta.IsDown();

        await _app.SignOutAsync();

        ShouldHold(collector, 1, ("okta.logout.local", true), ("okta.logout.okta", false));
    }

    [Fact]
    public async Task A_sign_out_takes_time()
    {
        using var collector = Collect<double>("okta.logout.sign_out.duration");

        await _app.SignOutAsync(Some.SignOutRequest(endLocalSession: _ =>
        {
            _app.Time.Advance(TimeSpan.FromMilliseconds(250));
            return Task.CompletedTask;
        }));

        ShouldHold(collector, 0.25, ("okta.logout.local", true), ("okta.logout.okta", true));
    }

    [Theory]
    [InlineData("Administrator", "Administrator")]
    [InlineData("BackChannelLogout", "BackChannelLogout")]
    [InlineData("InactivityCap", "_OTHER")]
    [InlineData("_OTHER", "_OTHER")]
    public async Task A_termination_is_counted_by_reason(string reason, string tag)
    {
        using var collector = Collect<long>("okta.logout.terminations");

        await _app.SignOut.EndSessionsAsync(new(SessionTarget.ForTicket(The.TicketId), new(reason)));

        ShouldHold(collector, 1, ("okta.logout.reason", tag), ("okta.logout.succeeded", true));
    }

    [Fact]
    public async Task A_termination_with_a_step_that_failed_is_told_apart()
    {
        _app.WithTerminator((_, _) => throw new InvalidOperationException());
        using var collector = Collect<long>("okta.logout.terminations");

        await _app.SignOutAsync();

        ShouldHold(collector, 1, ("okta.logout.reason", "SignOut"), ("okta.logout.succeeded", false));
    }

    [Fact]
    public async Task A_session_without_a_ticket_is_no_failure()
    {
        using var collector = Collect<long>("okta.logout.terminations");

        await _app.SignOutAsync(new() { IdToken = Some.IdToken() });

        ShouldHold(collector, 1, ("okta.logout.reason", "SignOut"), ("okta.logout.succeeded", true));
    }

    [Fact]
    public async Task Tokens_are_counted_by_type_and_status()
    {
        _app.Okta.OnRevocation = (type, _) => Task.FromResult(new HttpResponseMessage(
            type == "refresh_token" ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.BadRequest));
        using var collector = Collect<long>("okta.logout.token_revocations");

        await _app.SignOutAsync();

        collector.GetMeasurementSnapshot().Select(measurement => measurement.Tags).Should().BeEquivalentTo(new Dictionary<string, object?>[]
        {
            new() { ["okta.logout.token_type"] = "RefreshToken", ["okta.logout.status"] = "Revoked" },
            new() { ["okta.logout.token_type"] = "AccessToken", ["okta.logout.status"] = "Refused" },
            new() { ["okta.logout.token_type"] = "DeviceSecret", ["okta.logout.status"] = "Refused" },
        });
    }

    [Fact]
    public async Task A_sign_out_of_nobody_ends_no_session()
    {
        using var collector = Collect<long>("okta.logout.terminations");

        await _app.SignOutAsync(new());

        collector.GetMeasurementSnapshot().Should().BeEmpty();
    }

    [Fact]
    public void A_refused_request_is_counted_by_endpoint_and_error()
    {
        using var collector = Collect<long>("okta.logout.requests.rejected");

        Telemetry.RequestRejected("signout", "OL7001");

        ShouldHold(collector, 1, ("okta.logout.endpoint", "signout"), ("error.type", "OL7001"));
    }

    [Fact]
    public void A_session_check_is_counted_by_result()
    {
        using var collector = Collect<long>("okta.logout.session_checks");

        Telemetry.SessionChecked("live");

        ShouldHold(collector, 1, ("okta.logout.result", "live"));
    }

    private OktaLogoutTelemetry Telemetry => _app.Provider.GetRequiredService<OktaLogoutTelemetry>();

    private MetricCollector<T> Collect<T>(string instrument)
        where T : struct => new(_app.Provider.GetRequiredService<IMeterFactory>(), OktaLogoutDefaults.MeterName, instrument, _app.Time);

    private static void ShouldHold<T>(MetricCollector<T> collector, T value, params (string Name, object? Value)[] tags)
        where T : struct
    {
        var measurement = collector.GetMeasurementSnapshot().Should().ContainSingle().Subject;
        measurement.Value.Should().Be(value);
        measurement.Tags.Should().BeEquivalentTo(tags.ToDictionary(tag => tag.Name, tag => tag.Value));
    }
}
