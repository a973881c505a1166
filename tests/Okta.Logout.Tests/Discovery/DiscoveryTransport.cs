using System.Net;
using System.Net.Sockets;

namespace Okta.Logout.Tests;

public class DiscoveryTransport
{
    private readonly FakeMetadataServer _server = new();

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_refused_and_not_followed(int status)
    {
        _server.Answers(() => new((HttpStatusCode)status) { Headers = { Location = new("http://169.254.169.254/latest") } });

        await _server.Client().ShouldFailAsync("OL2004");

        _server.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_redirect_that_the_handler_followed_is_refused()
    {
        _server.Answers(request =>
        {
            request.RequestUri = new("http://example.okta.com/elsewhere");
            var answer = Some.MetadataAnswer();
            answer.RequestMessage = request;
            return answer;
        });

        await _server.Client().ShouldFailAsync("OL2004");
    }

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(206)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Any_other_status_than_200_is_refused(int status)
    {
        _server.Answers(() =>
        {
            var answer = Some.MetadataAnswer();
            answer.StatusCode = (HttpStatusCode)status;
            return answer;
        });

        var failure = await _server.Client().ShouldFailAsync("OL2003");

        failure.Message.Should().Contain($"{status}");
    }

    [Fact]
    public async Task Slow_headers_end_with_the_timeout()
    {
        _server.Holds();
        var answer = _server.Client(options => options.MetadataTimeout = TimeSpan.FromSeconds(3)).GetEndpointsAsync().AsTask();
        await _server.ArrivalAsync();

        _server.Time.Advance(TimeSpan.FromSeconds(2.9));
        answer.IsCompleted.Should().BeFalse();
        _server.Time.Advance(TimeSpan.FromSeconds(0.1));

        (await answer.Awaiting(it => it).Should().ThrowAsync<OktaDiscoveryException>()).Which.Message.Should().StartWith("OL2002:");
    }

    [Fact]
    public async Task A_body_that_comes_slowly_ends_with_the_timeout()
    {
        var body = new StalledStream();
        _server.Answers(() => Some.Answer(new StreamContent(body)));
        var answer = _server.Client().GetEndpointsAsync().AsTask();
        await body.Stalled;

        _server.Time.Advance(TimeSpan.FromSeconds(5));

        (await answer.Awaiting(it => it).Should().ThrowAsync<OktaDiscoveryException>()).Which.Message.Should().StartWith("OL2002:");
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_holds_nobody_up()
    {
        using var release = new ManualResetEventSlim();
        _server.Answers(() =>
        {
            release.Wait();
            return Some.MetadataAnswer();
        });
        var answer = _server.Client().GetEndpointsAsync().AsTask();
        await _server.ArrivalAsync();

        _server.Time.Advance(TimeSpan.FromSeconds(5));

        (await answer.Awaiting(it => it).Should().ThrowAsync<OktaDiscoveryException>()).Which.Message.Should().StartWith("OL2002:");
        release.Set();
    }

    [Fact]
    public async Task The_timeout_of_the_HttpClient_is_a_timeout_too()
    {
        _server.Throws(new TaskCanceledException());

        await _server.Client().ShouldFailAsync("OL2002");
    }

    [Fact]
    public async Task A_body_announced_as_100_MB_is_not_read()
    {
        _server.Answers(() =>
        {
            var answer = Some.Answer(new StreamContent(new StalledStream()));
            answer.Content.Headers.ContentLength = 100 * 1024 * 1024;
            return answer;
        });

        await _server.Client().ShouldFailAsync("OL2005");
    }

    [Fact]
    public async Task A_body_without_end_is_read_to_the_limit_only()
    {
        var body = new EndlessStream();
        _server.Answers(() => Some.Answer(new StreamContent(body)));

        await _server.Client().ShouldFailAsync("OL2005");

        body.BytesRead.Should().BeLessThan(2 * DiscoveryDownload.LargestDocument);
    }

    [Fact]
    public async Task A_body_longer_than_announced_is_read_to_the_limit_only()
    {
        var body = new EndlessStream();
        _server.Answers(() =>
        {
            var answer = Some.Answer(new StreamContent(body));
            answer.Content.Headers.ContentLength = 100;
            return answer;
        });

        await _server.Client().ShouldFailAsync("OL2005");

        body.BytesRead.Should().BeLessThan(2 * DiscoveryDownload.LargestDocument);
    }

    [Fact]
    public async Task A_document_at_the_limit_is_read()
    {
        var json = Some.Metadata();
        _server.Answers(() => Some.JsonAnswer(json + new string(' ', DiscoveryDownload.LargestDocument - json.Length)));

        var endpoints = await _server.Client().GetEndpointsAsync();

        endpoints.EndSessionEndpoint.Should().Be(The.EndSessionEndpoint);
    }

    [Fact]
    public async Task A_reset_connection_is_a_failure_that_names_its_cause()
    {
        _server.Throws(new HttpRequestException("An error occurred.", new SocketException((int)SocketError.ConnectionReset)));

        var failure = await _server.Client().ShouldFailAsync("OL2001");

        failure.Message.Should().Contain(nameof(SocketException));
    }

    [Fact]
    public async Task A_client_factory_that_throws_is_a_failure_like_any_other()
    {
        var client = new OktaDiscoveryClient(
            Some.Options(), () => throw new InvalidOperationException("No such client."), _server.Time, _server.Logger);

        await client.ShouldFailAsync("OL2001");
    }

    [Fact]
    public async Task Each_download_asks_the_factory_for_a_client()
    {
        var clients = 0;
        _server.Throws(new HttpRequestException());
        var client = new OktaDiscoveryClient(Some.Options(), () => CountedClient(ref clients), _server.Time, _server.Logger);

        await client.ShouldFailAsync("OL2001");
        _server.Time.Advance(TimeSpan.FromMinutes(2));
        await client.ShouldFailAsync("OL2001");

        clients.Should().Be(2);
    }

    [Fact]
    public async Task JSON_is_asked_for()
    {
        string? accept = null;
        _server.Answers(request =>
        {
            accept = request.Headers.Accept.ToString();
            return Some.MetadataAnswer();
        });

        await _server.Client().GetEndpointsAsync();

        accept.Should().Be("application/json");
    }

    private HttpClient CountedClient(ref int clients)
    {
        clients++;
        return _server.HttpClient;
    }
}
