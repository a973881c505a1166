using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>What happens when no answer comes: always a result, always in time.</summary>
public class RevocationOutages
{
    private readonly FakeTimeProvider _clock = Some.Clock();

    public static TheoryData<Exception> Faults => new()
    {
        new HttpRequestException("connection refused"),
        new HttpRequestException("no TLS", new AuthenticationException()),
        new IOException("reset"),
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_of_the_network_is_a_result(Exception fault)
    {
        var result = await Revoke(Some.Handler((_, _) => throw fault));

        result.Should().BeEquivalentTo(new TokenRevocationResult(
            TokenRevocationStatus.Unreachable, $"OL3008: The revocation request failed ({fault.GetType().Name})."));
    }

    [Theory]
    [InlineData("http://example.okta.com/oauth2/v1/revoke")]
    [InlineData("http://127.0.0.1/revoke")]
    [InlineData("/oauth2/v1/revoke")]
    [InlineData("ftp://example.okta.com/revoke")]
    public async Task An_endpoint_without_https_is_never_called(string endpoint)
    {
        var called = false;
        var result = await Revoke(
            Some.Handler((_, _) =>
            {
                called = true;
                return Some.Never<HttpResponseMessage>();
            }),
            new KnownEndpoints(endpoint));

        called.Should().BeFalse();
        result.Status.Should().Be(TokenRevocationStatus.Refused);
        result.Error.Should().StartWith("OL3003:");
    }

    [Fact]
    public async Task Loopback_http_is_called_when_it_is_allowed()
    {
        var options = Some.Options();
        options.AllowLoopbackHttp = true;
        var okta = Some.Handler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)));

        var result = await Some.RevocationClient(okta, options, new KnownEndpoints("http://127.0.0.1:5001/revoke"))
            .RevokeAsync(The.AccessToken, TokenTypeHint.AccessToken);

        result.IsRevoked.Should().BeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_server_without_the_endpoint_does_not_support_revocation(string? endpoint)
    {
        var result = await Revoke(Some.Handler((_, _) => throw new InvalidOperationException()), new KnownEndpoints(endpoint));

        result.Status.Should().Be(TokenRevocationStatus.NotSupported);
        result.Error.Should().StartWith("OL3001:");
    }

    [Fact]
    public async Task A_fault_of_a_handler_is_not_taken_for_an_unreachable_server()
    {
        var result = await Revoke(Some.Handler((_, _) => throw new InvalidOperationException("a broken handler")));

        result.Should().BeEquivalentTo(new TokenRevocationResult(
            TokenRevocationStatus.Refused, "OL3010: The revocation request could not be made (InvalidOperationException)."));
    }

    [Fact]
    public async Task A_failed_discovery_is_a_result()
    {
        var discovery = new FailingDiscovery(_ => throw new OktaDiscoveryException("OL1001: down"));

        var result = await Revoke(Some.Handler((_, _) => throw new InvalidOperationException()), discovery);

        result.Status.Should().Be(TokenRevocationStatus.Unreachable);
        result.Error.Should().StartWith("OL3002:");
    }

    [Fact]
    public Task A_discovery_that_hangs_ends_in_time() =>
        ShouldTimeOut(
            Some.Handler((_, _) => throw new InvalidOperationException()),
            new FailingDiscovery(_ => Some.Never<OktaEndpoints>()));

    [Fact]
    public Task A_server_that_hangs_ends_in_time() =>
        ShouldTimeOut(Some.Handler(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException();
        }));

    [Fact]
    public Task A_handler_that_ignores_cancellation_ends_in_time() => ShouldTimeOut(Some.Handler((_, _) => Some.Never<HttpResponseMessage>()));

    [Fact]
    public Task A_handler_that_fails_when_cancelled_ends_in_time() =>
        ShouldTimeOut(Some.Handler((_, cancellationToken) =>
        {
            var end = new TaskCompletionSource<HttpResponseMessage>();
            cancellationToken.Register(() => end.SetException(new HttpRequestException("aborted")));
            return end.Task;
        }));

    [Fact]
    public Task A_body_that_hangs_ends_in_time() =>
        ShouldTimeOut(Some.Handler((_, _) => Task.FromResult(
            new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StreamContent(new HangingStream()) })));

    [Fact]
    public async Task A_timeout_of_the_HttpClient_is_a_result()
    {
        var result = await Revoke(Some.Handler((_, _) => throw new TaskCanceledException("HttpClient.Timeout", new TimeoutException())));

        result.Status.Should().Be(TokenRevocationStatus.TimedOut);
    }

    [Fact]
    public async Task The_caller_can_give_up()
    {
        using var caller = new CancellationTokenSource();
        var revocation = Revoke(Some.Handler((_, _) => Some.Never<HttpResponseMessage>()), cancellationToken: caller.Token);

        await caller.CancelAsync();

        (await revocation.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should().Be(caller.Token);
    }

    [Fact]
    public async Task A_caller_who_has_given_up_sends_nothing()
    {
        var called = false;
        var handler = Some.Handler((_, _) =>
        {
            called = true;
            return Some.Never<HttpResponseMessage>();
        });

        await handler.Invoking(it => Revoke(it, cancellationToken: new CancellationToken(canceled: true)))
            .Should().ThrowAsync<OperationCanceledException>();

        called.Should().BeFalse();
    }

    private async Task ShouldTimeOut(HttpMessageHandler handler, IOktaDiscoveryClient? discovery = null)
    {
        var budget = Some.Options().RemoteTimeout;
        var revocation = Revoke(handler, discovery);
        _clock.Advance(budget - TimeSpan.FromMilliseconds(1));
        revocation.IsCompleted.Should().BeFalse();

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        var result = await revocation;
        result.Status.Should().Be(TokenRevocationStatus.TimedOut);
        result.Error.Should().StartWith("OL3009:");
    }

    private Task<TokenRevocationResult> Revoke(
        HttpMessageHandler handler, IOktaDiscoveryClient? discovery = null, CancellationToken cancellationToken = default) =>
        Some.RevocationClient(handler, discovery: discovery, clock: _clock)
            .RevokeAsync(The.RefreshToken, TokenTypeHint.RefreshToken, cancellationToken);
}
