using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.Tests;

public class DiscoveryOutages
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan Jitter = TimeSpan.FromSeconds(0.4);

    private readonly FakeMetadataServer _server = new();

    private int Failures => _server.Logger.Collector.GetSnapshot().Count(record => record.Level is LogLevel.Warning);

    [Fact]
    public async Task A_failure_is_remembered()
    {
        _server.Throws(new HttpRequestException());
        var client = _server.Client();
        await client.ShouldFailAsync("OL2001");

        await client.ShouldFailAsync("OL2001");

        _server.Requests.Should().Be(1);
    }

    [Fact]
    public async Task Each_caller_gets_an_exception_of_its_own()
    {
        _server.Throws(new HttpRequestException());
        var client = _server.Client();

        var first = await client.ShouldFailAsync("OL2001");
        var second = await client.ShouldFailAsync("OL2001");

        second.Should().NotBeSameAs(first);
    }

    [Fact]
    public async Task After_the_back_off_the_server_is_asked_again()
    {
        _server.Throws(new HttpRequestException());
        var client = _server.Client();
        await client.ShouldFailAsync("OL2001");
        _server.Answers(() => Some.MetadataAnswer());

        _server.Time.Advance(TimeSpan.FromSeconds(1.2));

        (await client.GetEndpointsAsync()).EndSessionEndpoint.Should().Be(The.EndSessionEndpoint);
    }

    [Fact]
    public async Task A_refused_document_is_not_cached()
    {
        _server.Answers(() => Some.MetadataAnswer(("revocation_endpoint", "http://example.okta.com/revoke")));
        var client = _server.Client();
        await client.ShouldFailAsync("OL2008");
        _server.Answers(() => Some.MetadataAnswer());

        _server.Time.Advance(TimeSpan.FromSeconds(1.2));

        (await client.GetEndpointsAsync()).RevocationEndpoint.Should().Be(The.RevocationEndpoint);
    }

    [Fact]
    public async Task A_success_ends_the_back_off()
    {
        _server.Throws(new HttpRequestException());
        var client = _server.Client();
        for (var failure = 0; failure < 5; failure++)
        {
            await client.ShouldFailAsync("OL2001");
            _server.Time.Advance(TimeSpan.FromMinutes(2));
        }

        _server.Answers(() => Some.MetadataAnswer());
        await client.GetEndpointsAsync();
        _server.Throws(new HttpRequestException());
        _server.Time.Advance(TimeSpan.FromHours(12));
        await FailedRefreshAsync(client, requests: 7);
        _server.Time.Advance(TimeSpan.FromSeconds(1.2));
        await FailedRefreshAsync(client, requests: 8);
    }

    [Fact]
    public async Task The_last_good_document_serves_while_the_server_is_down()
    {
        var client = _server.Client();
        await client.GetEndpointsAsync();
        _server.Throws(new HttpRequestException());

        for (var day = 1; day <= 30; day++)
        {
            _server.Time.Advance(TimeSpan.FromDays(1));
            await FailedRefreshAsync(client, requests: day + 1);
            (await client.GetEndpointsAsync()).EndSessionEndpoint.Should().Be(The.EndSessionEndpoint);
        }
    }

    [Fact]
    public async Task The_last_good_document_serves_when_a_newer_one_is_refused()
    {
        var client = _server.Client();
        await client.GetEndpointsAsync();
        _server.Answers(() => Some.MetadataAnswer(("issuer", "https://evil.example.com")));
        _server.Time.Advance(TimeSpan.FromHours(12));

        await FailedRefreshAsync(client, requests: 2);

        (await client.GetEndpointsAsync()).EndSessionEndpoint.Should().Be(The.EndSessionEndpoint);
    }

    [Fact]
    public async Task One_hundred_callers_in_30_seconds_of_outage_cost_no_more_requests_than_the_back_off_allows()
    {
        _server.Throws(new HttpRequestException());
        var client = _server.Client();

        for (var caller = 0; caller < 100; caller++)
        {
            await client.ShouldFailAsync("OL2001");
            _server.Time.Advance(TimeSpan.FromSeconds(0.3));
        }

        // At 0, 1, 3, 7 and 15 s; with the jitter perhaps at 25 s once more.
        _server.Requests.Should().BeInRange(4, 6);
    }

    [Fact]
    public async Task Callers_of_a_server_that_hangs_are_answered_within_one_timeout_each()
    {
        _server.Holds();
        var client = _server.Client();
        var waiting = new List<Task>();
        var sent = The.Now;
        for (var caller = 0; caller < 120; caller++)
        {
            var answer = client.GetEndpointsAsync().AsTask();
            if (!answer.IsCompleted && waiting.Count == 0)
            {
                await _server.ArrivalAsync();
                sent = _server.Time.GetUtcNow();
            }

            waiting.Add(answer);
            if (answer.IsCompleted)
                await FailTogetherAsync(waiting);

            _server.Time.Advance(TimeSpan.FromSeconds(0.25));
            if (_server.Time.GetUtcNow() - sent == Timeout)
                await FailTogetherAsync(waiting);
        }

        // Each takes 5 s and is followed by a pause of 1, 2 and 4 s.
        _server.Requests.Should().Be(4);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Retry_After_in_seconds_is_honoured(int status)
    {
        await FailWithRetryAfterAsync(status, new(TimeSpan.FromSeconds(90)), asked: TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task Retry_After_as_a_date_is_honoured()
    {
        await FailWithRetryAfterAsync(503, new(The.Now.AddSeconds(90)), asked: TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task Retry_After_counts_for_five_minutes_at_most()
    {
        await FailWithRetryAfterAsync(503, new(TimeSpan.FromDays(365)), asked: TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Retry_After_in_the_past_leaves_the_back_off_as_it_is()
    {
        await FailWithRetryAfterAsync(503, new(The.Now.AddDays(-1)), asked: ShortestPause, jitter: Jitter);
    }

    [Fact]
    public async Task Retry_After_beside_another_status_says_nothing()
    {
        await FailWithRetryAfterAsync(500, new(TimeSpan.FromSeconds(90)), asked: ShortestPause, jitter: Jitter);
    }

    [Fact]
    public async Task A_failure_is_logged_once_and_not_for_each_caller()
    {
        _server.Answers(() => new(HttpStatusCode.InternalServerError));
        var client = _server.Client();

        for (var caller = 0; caller < 10; caller++)
            await client.ShouldFailAsync("OL2003");

        var record = _server.Logger.Collector.GetSnapshot().Should().ContainSingle().Which;
        record.Level.Should().Be(LogLevel.Warning);
        record.Id.Id.Should().Be(2002);
        record.Message.Should().StartWith("OL2003:");
    }

    [Fact]
    public async Task A_document_that_was_read_is_logged()
    {
        await _server.Client().GetEndpointsAsync();

        var record = _server.Logger.Collector.GetSnapshot().Should().ContainSingle().Which;
        record.Level.Should().Be(LogLevel.Information);
        record.Id.Id.Should().Be(2001);
        record.Message.Should().Contain(The.Issuer);
    }

    [Fact]
    public async Task Nothing_of_a_refused_body_is_logged_or_told()
    {
        _server.Answers(() => Some.JsonAnswer("""{"issuer":5,"note":"secret-in-the-body"}"""));

        var failure = await _server.Client().ShouldFailAsync("OL2006");

        failure.ToString().Should().NotContain("secret-in-the-body");
        _server.Logger.Collector.GetSnapshot().Should().NotContain(record => record.Message.Contains("secret-in-the-body"));
    }

    [Fact]
    public async Task A_log_that_throws_does_not_end_discovery()
    {
        var client = new OktaDiscoveryClient(Some.Options(), _server.HttpClient, _server.Time, new ThrowingLogger());

        (await client.GetEndpointsAsync()).EndSessionEndpoint.Should().Be(The.EndSessionEndpoint);
    }

    [Fact]
    public async Task A_failed_refresh_that_nobody_waits_for_leaves_no_unobserved_exception()
    {
        var unobserved = new ConcurrentQueue<string>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Enqueue(e.Exception.ToString());
        TaskScheduler.UnobservedTaskException += Note;

        await RefreshInVainAsync("Only this test says so.");
        GC.Collect();
        GC.WaitForPendingFinalizers();

        TaskScheduler.UnobservedTaskException -= Note;
        unobserved.Should().NotContain(fault => fault.Contains("Only this test says so."));
    }

    private static async Task FailTogetherAsync(List<Task> answers)
    {
        await Task.WhenAll(answers).Awaiting(it => it).Should().ThrowAsync<OktaDiscoveryException>();
        answers.Clear();
    }

    private async Task RefreshInVainAsync(string fault)
    {
        var client = _server.Client();
        await client.GetEndpointsAsync();
        _server.Throws(new HttpRequestException(fault));
        _server.Time.Advance(TimeSpan.FromHours(12));
        await FailedRefreshAsync(client, requests: 2);
    }

    private async Task FailedRefreshAsync(OktaDiscoveryClient client, int requests)
    {
        var failures = Failures;

        // Asked again and again, because a call at the very end of the refresh before joins that one.
        await Eventually.BecomesTrueAsync(async () =>
        {
            (await client.GetEndpointsAsync()).Should().NotBeNull();
            return Failures > failures;
        });
        _server.Requests.Should().Be(requests);
    }

    private async Task FailWithRetryAfterAsync(int status, RetryConditionHeaderValue retryAfter, TimeSpan asked, TimeSpan jitter = default)
    {
        _server.Answers(() => new((HttpStatusCode)status) { Headers = { RetryAfter = retryAfter } });
        var client = _server.Client();
        await client.ShouldFailAsync("OL2003");

        _server.Time.Advance(asked - TimeSpan.FromTicks(1));
        await client.ShouldFailAsync("OL2003");
        _server.Requests.Should().Be(1, "the back-off is not over");

        _server.Time.Advance(jitter + TimeSpan.FromTicks(1));
        await client.ShouldFailAsync("OL2003");
        _server.Requests.Should().Be(2, "the back-off is over");
    }
}
