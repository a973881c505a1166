using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Strangers cannot fill the log: one line a minute for each kind of event, with the number of similar events. The metrics count each event.</summary>
public sealed class LogsOfStrangers
{
    private const int Many = 50;

    public static TheoryData<string, string, int> Requests => new()
    {
        { "POST /signout", "sign-out", 7001 },
        { "GET /signout/complete?state=junk", "signed-out-callback", 7003 },
        { "GET /signout/complete", "signed-out-callback", 7003 },
        { "GET /signout/frontchannel?iss=junk&sid=1", "front-channel", 7101 },
        { "GET /signout/frontchannel", "front-channel", 7101 },
        { "GET /signout/backchannel", "back-channel", 8001 },
        { "POST /signout/backchannel", "back-channel", 8001 },
        { "POST /signout/universal", "universal-logout", 8001 },
        { "POST /signout/events", "shared-signals", 8001 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_flood_is_one_line_a_minute(string request, string endpoint, int eventId)
    {
        await using var app = await new SomeApp
        {
            AddOktaLogout = services => services.AddOktaLogout().AddBackChannelLogout()
                .AddUniversalLogout("https://app.example.com/signout/universal").AddSharedSignals("https://app.example.com/signout/events"),
        }.StartAsync();
        using var metrics = new MetricCollector<long>(
            app.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), OktaLogoutDefaults.MeterName, "okta.logout.requests.rejected");

        await SendAsync(app, request, Many);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(app, request, Many);

        var lines = app.OwnLogs.Where(record => record.Id.Id == eventId).Select(record => record.Message).ToList();
        lines.Should().HaveCount(2);
        lines[0].Should().EndWith("Similar events since the previous line: 0.");
        lines[1].Should().EndWith($"Similar events since the previous line: {Many - 1}.");
        metrics.GetMeasurementSnapshot().Count(one => Equals(one.Tags["okta.logout.endpoint"], endpoint)).Should().Be(2 * Many);
    }

    private static async Task SendAsync(RunningApp app, string request, int times)
    {
        var (method, path) = (request.Split(' ')[0], request.Split(' ')[1]);
        for (var i = 0; i < times; i++)
        {
            HttpRequestMessage message = new(new(method), new Uri(RunningApp.Origin, path)) { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
            if (method is "POST")
                message.Content = new StringContent("junk", Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
            using var response = await app.Http.SendAsync(message, CancellationToken.None);
        }
    }
}
