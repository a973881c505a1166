using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The app's source of events when its stream ends early. What it holds, such as a subscription, is given back by its <c>finally</c>.</summary>
public sealed class EventsOfAbandonedStreams : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(The.Now);
    private readonly CancellationTokenSource _aborted = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Signal _waiting = new();
    private readonly Signal _released = new();
    private readonly TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SlowBody _body = new();
    private readonly ServiceProvider _services;

    public EventsOfAbandonedStreams() => _services = new ServiceCollection()
        .AddSingleton<TimeProvider>(_clock)
        .AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance))
        .BuildServiceProvider();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _body.DisposeAsync();
        _aborted.Dispose();
        _ended.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_source_is_disposed_of_while_an_event_is_written(bool sessionEnds)
    {
        _body.IsBlockedFrom = "hello";
        _next.SetResult();
        _release.SetResult();
        var stream = WriteAsync(IgnoringTheToken());
        await _body.Blocked.WaitAsync();

        await CancelAsync(sessionEnds);

        await IsOverAsync(stream);
        await _released.WaitAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_source_that_ignores_the_token_is_disposed_of_after_its_next_event_and_keeps_no_request(bool sessionEnds)
    {
        _release.SetResult();
        var stream = WriteAsync(IgnoringTheToken());
        await _waiting.WaitAsync();

        await CancelAsync(sessionEnds);

        await IsOverAsync(stream);
        _next.SetResult();
        await _released.WaitAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_source_that_follows_the_token_is_disposed_of_before_the_request_and_its_services_end(bool sessionEnds)
    {
        var stream = WriteAsync(FollowingTheToken());
        await _waiting.WaitAsync();

        await CancelAsync(sessionEnds);

        await _released.WaitAsync();
        stream.IsCompleted.Should().BeFalse("the source still uses services of the request");
        _release.SetResult();
        await stream;
    }

    [Fact]
    public async Task A_source_that_takes_long_to_be_disposed_of_keeps_no_request()
    {
        var stream = WriteAsync(FollowingTheToken());
        await _waiting.WaitAsync();

        await CancelAsync(sessionEnds: true);

        await IsOverAsync(stream);
        _body.Text.Should().EndWith("event: signed-out\ndata:\n\n");
        _release.SetResult();
    }

    private Task WriteAsync(IAsyncEnumerable<SseItem<string>> events)
    {
        var context = new DefaultHttpContext
        {
            RequestServices = _services,
            RequestAborted = _aborted.Token,
            User = new(new ClaimsIdentity("Cookies")),
        };
        context.Response.Body = _body;
        return EventStream.WriteAsync(context, events, _ended.Token);
    }

    private Task CancelAsync(bool sessionEnds) => (sessionEnds ? _ended : _aborted).CancelAsync();

    private Task IsOverAsync(Task stream) => Eventually.BecomesTrueAsync(_clock, TimeSpan.FromMilliseconds(100), () => Task.FromResult(stream.IsCompleted));

    private async IAsyncEnumerable<SseItem<string>> IgnoringTheToken()
    {
        try
        {
            _waiting.Give();
            await _next.Task;
            yield return new("hello");
        }
        finally
        {
            _released.Give();
            await _release.Task;
        }
    }

    private async IAsyncEnumerable<SseItem<string>> FollowingTheToken([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            _waiting.Give();
            await _next.Task.WaitAsync(cancellationToken);
            yield return new("hello");
        }
        finally
        {
            _released.Give();
            await _release.Task;
        }
    }

    /// <summary>A client that reads no more from some text on.</summary>
    private sealed class SlowBody : MemoryStream
    {
        public string? IsBlockedFrom { get; set; }

        public Signal Blocked { get; } = new();

        public string Text => System.Text.Encoding.UTF8.GetString(ToArray());

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (IsBlockedFrom is { } text && System.Text.Encoding.UTF8.GetString(buffer.Span).Contains(text, StringComparison.Ordinal))
            {
                Blocked.Give();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
