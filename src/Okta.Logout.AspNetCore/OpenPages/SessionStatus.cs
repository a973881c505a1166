using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Tells an open page about its session.</summary>
internal sealed class SessionStatus(SessionDeadlines deadlines, ReturnUrls returnUrls, TimeProvider timeProvider)
{
    /// <summary>Returns the session that ends first; null if the user is signed out.</summary>
    public (RequestSession Session, SessionDeadline Deadline)? Find(HttpContext context)
    {
        var sessions = ConnectionSessions.Of(context).Select(session => (Session: session, Deadline: deadlines.Find(session))).ToList();
        return sessions.Count == 0 ? null : sessions.MinBy(found => found.Deadline.EndsAt);
    }

    public Task WriteAsync(HttpContext context)
    {
        // A page must not take an outage of the list for the end of its session.
        if (UncheckedSessions.Refuse(context))
            return Task.CompletedTask;
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(context.Response.Body, Of(context), SessionStatusJsonContext.Default.SessionStatusResponse, context.RequestAborted);
    }

    private SessionStatusResponse Of(HttpContext context)
    {
        var signedOutUrl = returnUrls.Default(context);
        if (Find(context) is not var (session, deadline))
            return new(false, null, null, false, signedOutUrl);
        var left = deadline.EndsAt - timeProvider.GetUtcNow();
        return new(true, DigestOf(session), Math.Max(0, (long)left.TotalSeconds), deadline.CanExtend, signedOutUrl);
    }

    // Never null, because pages would take two users without a digest for the same one.
    private static string DigestOf(RequestSession session) => UserKey.Of(session) ?? UserKey.IdOf(session.Session.TicketId!);
}
