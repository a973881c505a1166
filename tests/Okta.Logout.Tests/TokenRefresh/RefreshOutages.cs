using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>What happens when no response comes: always a result, always in time.</summary>
public sealed class RefreshOutages
{
    private readonly FakeTimeProvider _clock = Some.Clock();

    public static TheoryData<Exception> Faults => new()
    {
        new HttpRequestException("secret-address refused the connection"),
        new IOException("secret-address reset"),
        new InvalidOperationException("secret-handler is broken"),
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_is_a_result_that_tells_only_its_type(Exception fault)
    {
        await using var client = new RefreshClient(Some.Handler((_, _) => throw fault));

        var result = await client.RefreshAsync();

        result.Tokens.Should().BeNull();
        result.Error.Should().Be($"the request failed ({fault.GetType().Name})");
    }

    [Fact]
    public async Task A_failed_discovery_is_a_result()
    {
        await using var client = new RefreshClient(Unused(), discovery: new FailingDiscovery(_ => throw new OktaDiscoveryException("OL1001: secret-address is down")));

        (await client.RefreshAsync()).Error.Should().Be("the request failed (OktaDiscoveryException)");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/oauth2/v1/token")]
    [InlineData("http://example.okta.com/oauth2/v1/token")]
    [InlineData("http://127.0.0.1/token")]
    public async Task An_endpoint_without_https_is_never_called(string? endpoint)
    {
        await using var client = new RefreshClient(Unused(), discovery: new KnownEndpoints(tokenEndpoint: endpoint));

        (await client.RefreshAsync()).Error.Should().Be("the server has no token endpoint that is an absolute https URL");
    }

    [Fact]
    public async Task Loopback_http_is_called_when_it_is_allowed()
    {
        await using var client = new RefreshClient(
            Some.Handler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"access_token":"secret-new-access"}""") })),
            options => options.AllowLoopbackHttp = true,
            new KnownEndpoints(tokenEndpoint: "http://127.0.0.1:5001/token"));

        (await client.RefreshAsync()).Tokens.Should().NotBeNull();
    }

    [Fact]
    public Task A_server_that_hangs_ends_in_time() => ShouldTimeOutAsync(Some.Handler(async (_, cancellationToken) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new InvalidOperationException();
    }));

    [Fact]
    public Task A_handler_that_ignores_cancellation_ends_in_time() => ShouldTimeOutAsync(Some.Handler((_, _) => Some.Never<HttpResponseMessage>()));

    [Fact]
    public Task A_discovery_that_hangs_ends_in_time() => ShouldTimeOutAsync(Unused(), new FailingDiscovery(_ => Some.Never<OktaEndpoints>()));

    [Fact]
    public Task A_body_that_hangs_ends_in_time() => ShouldTimeOutAsync(Some.Handler((_, _) => Task.FromResult(
        new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new HangingStream()) })));

    [Fact]
    public async Task A_request_is_cancelled_when_its_time_is_over()
    {
        var cancelled = new TaskCompletionSource();
        await using var client = new RefreshClient(
            Some.Handler((_, cancellationToken) =>
            {
                cancellationToken.Register(cancelled.SetResult);
                return Some.Never<HttpResponseMessage>();
            }),
            clock: _clock);
        var refresh = client.RefreshAsync();

        _clock.Advance(Some.Options().RemoteTimeout);

        await cancelled.Task;
        await refresh;
    }

    private static HttpMessageHandler Unused() => Some.Handler((_, _) => throw new InvalidOperationException("nothing is sent"));

    private async Task ShouldTimeOutAsync(HttpMessageHandler handler, IOktaDiscoveryClient? discovery = null)
    {
        await using var client = new RefreshClient(handler, discovery: discovery, clock: _clock);
        var budget = Some.Options().RemoteTimeout;
        var refresh = client.RefreshAsync();
        _clock.Advance(budget - TimeSpan.FromMilliseconds(1));
        refresh.IsCompleted.Should().BeFalse();

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        var result = await refresh;
        result.Tokens.Should().BeNull();
        result.Error.Should().Be("the token endpoint did not respond in time");
    }
}
