using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>Waits at a port of this machine for the redirect. A task a connection, so that one that stays silent holds nobody up.</summary>
internal sealed class LoopbackVisit(
    TcpListener listener, string redirectUri, LoopbackBrowserOptions options, Action<string> openSystemBrowser, TimeProvider timeProvider) : ISystemBrowserSession
{
    private const int MostConnections = 64;

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(1);

    // The browser of the system is started with an address of this machine, which leads to Okta once: everybody on the machine can read the arguments of a program,
    // and the logout URL has the ID token.
    private readonly string _startPath = "/" + Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _connections = new(MostConnections);
    private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _isStarted;

    public string RedirectUri => redirectUri;

    public async Task<string?> NavigateAsync(SystemBrowserRequest request, CancellationToken cancellationToken = default)
    {
        BackgroundTask.Observe(AcceptAsync(request));
        options.ShowUrl?.Invoke(request.Url);
        try
        {
            Open(request.Url);
        }
        catch (Exception exception) when (options.ShowUrl is null)
        {
            throw exception as SystemBrowserException
                ?? new SystemBrowserException($"OL9604: The browser could not be opened ({exception.GetType().Name}). Set {nameof(LoopbackBrowserOptions)}.{nameof(LoopbackBrowserOptions.ShowUrl)} to let the user open it.", exception);
        }
        catch (Exception)
        {
            // The user has the URL.
        }

        return await _answer.Task.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken).ConfigureAwait(false);
    }

    private void Open(string url)
    {
        if (options.OpenBrowser is { } open)
            open(url);
        else
            openSystemBrowser(new Uri(redirectUri).GetLeftPart(UriPartial.Authority) + _startPath);
    }

    public ValueTask DisposeAsync()
    {
        _stopping.Cancel();
        listener.Stop();
        return default;
    }

    private async Task AcceptAsync(SystemBrowserRequest request)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _connections.WaitAsync(_stopping.Token).ConfigureAwait(false);
                BackgroundTask.Observe(ServeAsync(await listener.AcceptTcpClientAsync().ConfigureAwait(false), request));
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException)
            {
                // A client that was gone before it was accepted.
                _connections.Release();
            }
        }
    }

    private async Task ServeAsync(TcpClient client, SystemBrowserRequest request)
    {
        string? answer = null;
        try
        {
            using (client)
            using (var deadline = new Deadline(timeProvider, RequestTimeout, _stopping.Token))
            using (deadline.Token.Register(client.Close))
            {
                var stream = client.GetStream();
                if (await LoopbackRequest.ReadAsync(stream, deadline.Token).ConfigureAwait(false) is not { } received)
                    return;
                var (response, isAnswer) = Respond(received, request);
                answer = isAnswer ? redirectUri + received.Query : null;
                await new MemoryStream(response).CopyToAsync(stream, response.Length, deadline.Token).ConfigureAwait(false);

                // If the connection is closed while the client still sends, it drops the page that it has received.
                client.Client.Shutdown(SocketShutdown.Send);
                using var drain = new Deadline(timeProvider, DrainTimeout, deadline.Token);
                using (drain.Token.Register(client.Close))
                    await LoopbackRequest.DrainAsync(stream, drain.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The client is gone, or too slow.
        }
        finally
        {
            _connections.Release();
            if (answer is not null)
                _answer.TrySetResult(answer);
        }
    }

    private (byte[] Response, bool IsAnswer) Respond(LoopbackRequest received, SystemBrowserRequest request)
    {
        if (received.Method is not "GET")
            return (LoopbackResponse.Of("405 Method Not Allowed", "Only GET is allowed here.", "Allow: GET\r\n"), false);
        if (received.IsForThisMachine && !received.IsPrefetch && received.Path == _startPath && Interlocked.Exchange(ref _isStarted, 1) == 0)
            return (LoopbackResponse.Of("303 See Other", "Go on at Okta.", $"Location: {request.Url}\r\n"), false);
        if (!received.IsForThisMachine || received.IsPrefetch || received.Path != options.Path)
            return (LoopbackResponse.Of("404 Not Found", "There is nothing here."), false);
        if (!request.IsAnsweredBy(redirectUri + received.Query))
            return (LoopbackResponse.Of("400 Bad Request", "This is not the sign-out that the app waits for."), false);
        var hasError = RedirectQuery.ValuesOf(redirectUri + received.Query, "error").Count > 0;
        return (hasError ? LoopbackResponse.Of("200 OK", "You are signed out of the app, but not of Okta. You can close this window.") : LoopbackResponse.SignedOut(options.FinalPage), true);
    }
}
