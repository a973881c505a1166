using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

public sealed class MetricsOfWatchedSessions : IDisposable
{
    private readonly FakeTimeProvider _clock = new(The.Now);
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly WatchingNode _node;

    public MetricsOfWatchedSessions() => _node = new(_clock, meters: Meters);

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose()
    {
        _node.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void The_sessions_with_an_open_connection_are_observed()
    {
        using var collector = new MetricCollector<int>(Meters, OktaLogoutDefaults.MeterName, "okta.logout.live_sessions", _clock);
        using var one = _node.Watch();
        using var again = _node.Watch();
        using var other = _node.Watch(WatchingNode.Session("other"));

        collector.RecordObservableInstruments();

        collector.LastMeasurement!.Value.Should().Be(2);
    }

    [Theory]
    [InlineData(false, "revoked")]
    [InlineData(true, "expired")]
    public async Task The_end_of_one_is_counted_by_its_cause(bool expires, string cause)
    {
        using var collector = new MetricCollector<long>(Meters, OktaLogoutDefaults.MeterName, "okta.logout.live_sessions.ended", _clock);
        using var lease = _node.Watch();

        if (expires)
            _clock.Advance(TimeSpan.FromDays(1));
        else
            await _node.EndAsync(SessionTarget.ForTicket("t"));
        await lease.Ended.IsCancelledAsync();

        var measurement = collector.GetMeasurementSnapshot().Should().ContainSingle().Subject;
        measurement.Value.Should().Be(1);
        measurement.Tags["okta.logout.cause"].Should().Be(cause);
    }
}
