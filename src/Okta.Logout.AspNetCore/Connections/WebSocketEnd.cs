using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Okta.Logout.AspNetCore;

/// <summary>Closes a WebSocket when the session ends or the app stops.</summary>
internal sealed class WebSocketEnd : IDisposable
{
    private static readonly TimeSpan TimeToRespond = TimeSpan.FromSeconds(1);

    private readonly WebSocket _webSocket;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _disposed = new();
    private readonly CancellationToken _done;
    private CancellationTokenRegistration _ended;
    private CancellationTokenRegistration _stopping;
    private int _isClosing;

    private WebSocketEnd(WebSocket webSocket, TimeProvider timeProvider)
    {
        (_webSocket, _timeProvider) = (webSocket, timeProvider);
        _done = _disposed.Token;
    }

    public static WebSocketEnd Register(WebSocket webSocket, HttpContext context, CancellationToken ended)
    {
        var end = new WebSocketEnd(webSocket, context.RequestServices.GetRequiredService<TimeProvider>());
        end._ended = ended.UnsafeRegister(
            static end => ((WebSocketEnd)end!).Close(WebSocketCloseStatus.PolicyViolation, "The session has ended."), end);
        end._stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.UnsafeRegister(
            static end => ((WebSocketEnd)end!).Close(WebSocketCloseStatus.EndpointUnavailable, "The app stops."), end);
        return end;
    }

    public void Dispose()
    {
        _ended.Dispose();
        _stopping.Dispose();
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private void Close(WebSocketCloseStatus status, string description)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) == 0)
            BackgroundTask.Observe(CloseAsync(status, description));
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string description)
    {
        try
        {
            var closing = _webSocket.CloseOutputAsync(status, description, CancellationToken.None);
            BackgroundTask.Observe(closing);
            await Task.Delay(TimeToRespond, _timeProvider, _done);
        }
        catch (OperationCanceledException)
        {
            // The app is done with it.
            return;
        }
        catch (Exception)
        {
            // It is closed already, or cannot be closed any more.
        }

        _webSocket.Abort();
    }
}
