using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Deletes a session's cookie. Code of the app that is called may hang, but nothing may outlive the request, because the server reuses the context.</summary>
internal sealed class CookieDeletion(HttpContext context, string cookieScheme, Func<Task> delete)
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Closed = 2;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state = Waiting;

    /// <summary>Deletes only the cookie: raises no event, and does not touch the ticket store.</summary>
    public static void DeleteCookie(HttpContext context, CookieAuthenticationOptions cookieOptions)
    {
        if (context.Response.HasStarted)
            return;
        var cookie = cookieOptions.Cookie.Build(context);
        try
        {
            cookieOptions.CookieManager.DeleteCookie(context, cookieOptions.Cookie.Name!, cookie);
        }
        catch (Exception)
        {
            // A cookie manager of the app. The cookie goes all the same, with what may be its chunks.
            new ChunkingCookieManager().DeleteCookie(context, cookieOptions.Cookie.Name!, cookie);
        }
    }

    public async Task RunAsync()
    {
        if (Interlocked.CompareExchange(ref _state, Begun, Waiting) is not Waiting)
            return;
        try
        {
            RequestSessions.Of(context).BeginEnding(cookieScheme);
            await delete();
        }
        finally
        {
            _done.SetResult();
        }
    }

    /// <summary>Called when the time is over. A deletion that has not begun must not begin. One that has begun may go on after the response was sent, until the request ends.</summary>
    public void Close()
    {
        if (Interlocked.CompareExchange(ref _state, Closed, Waiting) is Begun && !_done.Task.IsCompleted)
            context.Response.OnCompleted(() => _done.Task);
    }
}
