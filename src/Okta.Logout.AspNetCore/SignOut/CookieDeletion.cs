using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Deletes a session's cookie, in which code of the app may take part that hangs. The server uses the context again: nothing here may outlive the request.</summary>
internal sealed class CookieDeletion(HttpContext context, string cookieScheme)
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Closed = 2;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state = Waiting;

    public async Task RunAsync()
    {
        if (Interlocked.CompareExchange(ref _state, Begun, Waiting) is not Waiting)
            return;
        try
        {
            RequestSessions.Of(context).BeginEnding(cookieScheme);
            await context.SignOutAsync(cookieScheme);
        }
        finally
        {
            _done.SetResult();
        }
    }

    /// <summary>After its time is over: what has not begun must not begin any more; what has may go on when the user has the answer, before the request ends.</summary>
    public void Close()
    {
        if (Interlocked.CompareExchange(ref _state, Closed, Waiting) is Begun && !_done.Task.IsCompleted)
            context.Response.OnCompleted(() => _done.Task);
    }
}
