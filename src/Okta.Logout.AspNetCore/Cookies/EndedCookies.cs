using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Ends the sessions whose cookies the app's own code deletes or replaces. This happens when the response begins, because only then is it known whether the
/// request has signed the same user in again.
/// </summary>
internal sealed partial class EndedCookies(
    OktaLogoutSchemes schemes, CookieReader reader, SessionTerminationPipeline pipeline, ILogger<EndedCookies> logger)
{
    /// <summary>Before a cookie is deleted: by this library, which ends the session itself, or by the app's own code.</summary>
    public async Task SigningOutAsync(CookieSigningOutContext context)
    {
        var scheme = context.Scheme.Name;
        if (!schemes.TakesPart(scheme) || RequestSessions.Of(context.HttpContext).IsEnding(scheme))
            return;

        // During a cookie's own validation its session is known already, and authenticating would cause an endless recursion.
        if (await reader.CurrentAsync(context.HttpContext, scheme) is not { } session)
            return;
        Add(context.HttpContext, session);
        if (session is { IsAuthenticated: true, MayGoOn: true, Record.HasLineage: true } && scheme != await schemes.DefaultCookieAsync(context.HttpContext))
            await HandOverAsync(context.HttpContext, session);
    }

    // The app has issued a cookie of its own for a sign-in stored in this cookie, and deletes this one only now. The new cookie inherits its lineage.
    private static async Task HandOverAsync(HttpContext context, RequestSession session)
    {
        foreach (var issued in RequestSessions.Of(context).IssuedWithoutOrigin(session.CookieScheme))
        {
            session.IsConsumed = true;
            var properties = issued.Properties.Clone();
            SessionProperties.Write(properties, session.Record with { RefreshToken = session.Tokens.RefreshToken });
            KeptIdToken.Restore(properties, session.Tokens.IdToken);
            await context.SignInAsync(issued.CookieScheme, issued.Principal!, properties);
        }
    }

    /// <summary>Ends a session with this request.</summary>
    public void Add(HttpContext context, RequestSession session)
    {
        RequestSessions.Of(context).SetDeleted(session.CookieScheme, true);
        if (context.Features.Get<Pending>() is not null)
            return;
        var pending = new Pending();
        context.Features.Set(pending);
        if (!context.Response.HasStarted)
            context.Response.OnStarting(() => EndAsync(context));

        // For a request that fails or is aborted before its response begins.
        context.Response.OnCompleted(() => EndAsync(context));
    }

    /// <summary>Only puts a ticket id on the list, because its session goes on in another cookie, under another id.</summary>
    public void EndQuietly(HttpContext context, string? ticketId, string? except)
    {
        if (ticketId is not null && ticketId != except)
            context.Response.OnCompleted(() => pipeline.EndTicketAsync(ticketId));
    }

    /// <summary>Ends a session at once, before a ticket store that fails can prevent it.</summary>
    public Task EndKnownAsync(HttpContext context, string cookieScheme)
    {
        var request = RequestSessions.Of(context);
        if (request.IsEnding(cookieScheme) || request.Current(cookieScheme) is not { } session)
            return Task.CompletedTask;
        Add(context, session);
        return EndAsync(context);
    }

    private async Task EndAsync(HttpContext context)
    {
        foreach (var session in RequestSessions.Of(context).Ended(await schemes.DefaultCookieAsync(context)))
        {
            if (session.IsEnded)
                continue;
            session.IsEnded = true;
            await pipeline.EndLocallyAsync(new() { Session = session.Session, SessionExpiresAt = session.ExpiresUtc, AccessToken = session.Tokens.AccessToken });
            if (session.Record.HasLineage)
                Log.EndedByTheApp(logger, session.CookieScheme);
        }
    }

    /// <summary>Marks a request that ends sessions when its response begins.</summary>
    private sealed class Pending;

    private static partial class Log
    {
        [LoggerMessage(6106, LogLevel.Warning, "OL6106: The app's own code ended a session of the scheme {Scheme}. The session is on the revocation list, but its tokens stay valid and the Okta session stays open. Send users to POST /signout, or call HttpContext.SignOutOfOktaAsync instead of SignOutAsync.")]
        public static partial void EndedByTheApp(ILogger logger, string scheme);
    }
}
