using System.Net.ServerSentEvents;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Okta.Logout.AspNetCore;

/// <summary>Writes server-sent events until the session ends.</summary>
internal sealed class EventStream(HttpContext context, TimeProvider timeProvider, CancellationToken ended, CancellationToken stopped)
{
    // Shorter than the time after which proxies take an idle connection for dead.
    private static readonly TimeSpan CommentInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TimeToSayGoodbye = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimeToRelease = TimeSpan.FromSeconds(1);
    private static readonly ReadOnlyMemory<byte> Comment = ":\n\n"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> SignedOut = "event: signed-out\ndata:\n\n"u8.ToArray();

    // What the source was asked for last.
    private Task _next = Task.CompletedTask;

    public static async Task WriteAsync(HttpContext context, IAsyncEnumerable<SseItem<string>> events, CancellationToken ended)
    {
        if (context.User.Identity is not { IsAuthenticated: true } || ended.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.CacheControl = "no-store";
            return;
        }

        Begin(context);
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(ended, stopping, context.RequestAborted);
        await new EventStream(context, context.RequestServices.GetRequiredService<TimeProvider>(), ended, stopped.Token).RunAsync(events);
    }

    private static void Begin(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentEncoding = "identity";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
    }

    private async Task RunAsync(IAsyncEnumerable<SseItem<string>> events)
    {
        var source = events.GetAsyncEnumerator(stopped);
        try
        {
            await WriteUntilStoppedAsync(source);
            if (ended.IsCancellationRequested)
                await SayGoodbyeAsync();
        }
        finally
        {
            await ReleaseAsync(source);
        }
    }

    private async Task WriteUntilStoppedAsync(IAsyncEnumerator<SseItem<string>> source)
    {
        try
        {
            await WriteAsync(Comment, stopped);
            await WriteAllAsync(source);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // The usual end.
        }
    }

    // A source that follows its token may use services of the request until it is disposed of. One that does not must not keep the request.
    private async Task ReleaseAsync(IAsyncEnumerator<SseItem<string>> source)
    {
        var release = DisposeAsync(source);
        BackgroundTask.Observe(release);
        try
        {
            await release.WaitAsync(TimeToRelease, timeProvider);
        }
        catch (TimeoutException) when (!release.IsFaulted)
        {
            // It goes on in the background.
        }
    }

    // Only when its next event is there may it be disposed of.
    private async Task DisposeAsync(IAsyncEnumerator<SseItem<string>> source)
    {
        await _next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await source.DisposeAsync();
    }

    private async Task WriteAllAsync(IAsyncEnumerator<SseItem<string>> source)
    {
        while (await NextAsync(source))
            await WriteAsync(Format(source.Current), stopped);
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<SseItem<string>> source)
    {
        var next = source.MoveNextAsync().AsTask();
        _next = next;
        BackgroundTask.Observe(next);
        while (!await IsThereAsync(next))
            await WriteAsync(Comment, stopped);
        return await next;
    }

    private async Task<bool> IsThereAsync(Task next)
    {
        try
        {
            await next.WaitAsync(CommentInterval, timeProvider, stopped);
            return true;
        }
        catch (TimeoutException) when (!next.IsFaulted)
        {
            return false;
        }
    }

    // A browser that reads nothing must not keep the connection.
    private async Task SayGoodbyeAsync()
    {
        using var time = new Deadline(timeProvider, TimeToSayGoodbye, context.RequestAborted);
        try
        {
            await WriteAsync(SignedOut, time.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => await context.Response.BodyWriter.WriteAsync(bytes, cancellationToken);

    private static ReadOnlyMemory<byte> Format(SseItem<string> item)
    {
        var text = new StringBuilder();
        if (item.EventType is { Length: > 0 } type and not SseParser.EventTypeDefault)
            text.Append("event: ").Append(type).Append('\n');
        foreach (var line in (item.Data ?? "").ReplaceLineEndings("\n").Split('\n'))
            text.Append("data: ").Append(line).Append('\n');
        if (item.EventId is { Length: > 0 } id)
            text.Append("id: ").Append(id).Append('\n');
        if (item.ReconnectionInterval is { } interval)
            text.Append("retry: ").Append((long)interval.TotalMilliseconds).Append('\n');
        return Encoding.UTF8.GetBytes(text.Append('\n').ToString());
    }
}
