using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Gives every session an identity when its cookie is issued, asks the revocation list on each request, and ends it with the cookie.</summary>
internal sealed partial class CookieGuard(
    RevocationCheck revocation,
    SessionTerminationPipeline pipeline,
    OktaLogoutSchemes schemes,
    IOptions<OktaLogoutWebOptions> options,
    IOptions<SessionTerminationOptions> terminationOptions,
    TimeProvider timeProvider,
    ILogger<CookieGuard> logger)
{
    // Not zero: ticket stores throw at an expiry in the past. No entry of the revocation list is shorter.
    private static readonly TimeSpan LifetimeOfEnded = TimeSpan.FromMinutes(1);

    private readonly bool _allowsUnchecked = options.Value.OnRevocationCheckFailure is RevocationCheckFailure.Allow;

    /// <summary>Before a cookie is issued: new, renewed by the app, or taken over from another cookie.</summary>
    public async Task SigningInAsync(CookieSigningInContext context)
    {
        var requestSessions = RequestSessions.Of(context.HttpContext);
        var session = SessionProperties.Read(context.Properties, out var scheme);
        if (session is null || requestSessions.HasEnded(session))
        {
            if (!await schemes.IsSessionCookieAsync(context.Scheme.Name))
                return;
            var continued = await FindContinuedAsync(requestSessions, context.Scheme.Name, context.Principal);
            session = continued?.Session ?? NewSession(session, context.Properties);
        }

        session = WithEmail(session, context.Principal);
        var renewed = requestSessions.FindTicket(session.TicketId);
        SessionProperties.Write(context.Properties, session, scheme ?? renewed?.OpenIdConnectScheme);
        RestoreIdToken(context.Properties, renewed);
        requestSessions.Set(new(context.Scheme.Name, context.Properties, context.Principal));
        await LimitLifetimeAsync(context, session);
    }

    /// <summary>Before a cookie is renewed because of its age, which is ahead of its validation.</summary>
    /// <remarks>
    /// A refused cookie must not be renewed, or it would outlive its entry in the revocation list. Nor must one of which nothing is known.
    /// </remarks>
    public async Task<bool> MayRenewAsync(CookieSlidingExpirationContext context)
    {
        if (SessionProperties.Read(context.Properties) is not { } session)
            return !SessionProperties.IsIn(context.Properties);
        var result = await revocation.RunAsync(context.HttpContext, session);
        RequestSessions.Of(context.HttpContext).Remember(session, result);
        return result is SessionCheck.Live;
    }

    /// <summary>On each request with a cookie.</summary>
    public Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var requestSessions = RequestSessions.Of(context.HttpContext);
        var requestSession = new RequestSession(context.Scheme.Name, context.Properties, context.Principal);
        requestSessions.Set(requestSession);
        if (requestSession.Session is not { } session)
        {
            if (SessionProperties.IsIn(context.Properties))
                RefuseUnreadable(context);
            return Task.CompletedTask;
        }

        var check = requestSessions.Recall(session) is { } known ? new(known) : revocation.RunAsync(context.HttpContext, session);
        if (!check.IsCompletedSuccessfully)
            return ApplyAsync(context, check);
        Apply(context, check.Result);
        return Task.CompletedTask;
    }

    /// <summary>After the app's own validation, which may have renewed the tokens.</summary>
    public void Validated(CookieValidatePrincipalContext context)
    {
        if (RequestSessions.Of(context.HttpContext).Find(context.Scheme.Name) is not { Session: { } session } requestSession)
            return;
        requestSession.Principal = context.Principal;
        if (!context.ShouldRenew)
            return;
        SessionProperties.Write(context.Properties, session, requestSession.OpenIdConnectScheme);
        RestoreIdToken(context.Properties, requestSession);
        LimitLifetime(context.Scheme.Name, context.Properties);
    }

    /// <summary>Before a cookie is deleted: by this library, which has put the session on the list already, or by the app's own code.</summary>
    public async Task SigningOutAsync(CookieSigningOutContext context)
    {
        // The cookie of an external sign-in is deleted when its session has gone over to the app's own cookie: nobody signs out there.
        var scheme = context.Scheme.Name;
        if (!await schemes.IsSessionCookieAsync(scheme))
            return;

        // Authenticating makes the session known. Inside of a cookie's own validation it is, and authenticating there would never end.
        var requestSessions = RequestSessions.Of(context.HttpContext);
        if (!requestSessions.IsEnding(scheme) && requestSessions.Find(scheme) is null)
            await context.HttpContext.AuthenticateAsync(scheme);
        await EndKnownAsync(context.HttpContext, scheme);
    }

    /// <summary>Ends the session that a cookie of this request is known to hold, unless a sign-out of this library does.</summary>
    public async Task EndKnownAsync(HttpContext context, string scheme)
    {
        var requestSessions = RequestSessions.Of(context);
        if (!requestSessions.IsEnding(scheme) && requestSessions.Find(scheme) is { HasEnded: false, Session: { } session })
            await pipeline.EndLocallyAsync(new() { Session = session });
        requestSessions.End(scheme);
    }

    /// <summary>Waits for work on a session no longer than a terminator may take.</summary>
    /// <exception cref="TimeoutException">The work was not done in time.</exception>
    public async Task BoundAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var time = terminationOptions.Value.TerminatorTimeout;
        using var deadline = new Deadline(timeProvider, time, cancellationToken);
        var task = work(deadline.Token);
        BackgroundTask.Observe(task);
        await task.WaitAsync(time, timeProvider, cancellationToken);
    }

    public static void DeleteCookie(HttpContext context, CookieAuthenticationOptions cookieOptions)
    {
        if (!context.Response.HasStarted)
            cookieOptions.CookieManager.DeleteCookie(context, cookieOptions.Cookie.Name!, cookieOptions.Cookie.Build(context));
    }

    private async Task ApplyAsync(CookieValidatePrincipalContext context, ValueTask<SessionCheck> check) => Apply(context, await check);

    private void Apply(CookieValidatePrincipalContext context, SessionCheck result)
    {
        if (result is SessionCheck.Unknown && !_allowsUnchecked)
            context.RejectPrincipal();
        if (result is not SessionCheck.Ended)
            return;
        Log.SessionRejected(logger, context.Scheme.Name);
        Refuse(context);
    }

    // Without its session a cookie could not be ended any more.
    private void RefuseUnreadable(CookieValidatePrincipalContext context)
    {
        Log.SessionUnreadable(logger, context.Scheme.Name);
        Refuse(context);
    }

    private static void Refuse(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        RequestSessions.Of(context.HttpContext).End(context.Scheme.Name);
        DeleteCookie(context.HttpContext, context.Options);
    }

    // A session goes on in a cookie with fresh properties: handed over by the cookie of an external sign-in, or of the same user in the same cookie.
    private async ValueTask<RequestSession?> FindContinuedAsync(RequestSessions requestSessions, string scheme, ClaimsPrincipal? principal)
    {
        foreach (var other in requestSessions.All)
        {
            if (other is { Session: not null, HasEnded: false } && !await schemes.IsSessionCookieAsync(other.CookieScheme))
                return other;
        }

        return requestSessions.Find(scheme) is { } current && current.IsOf(principal) ? current : null;
    }

    private void RestoreIdToken(AuthenticationProperties properties, RequestSession? session)
    {
        if (options.Value.KeepIdToken)
            KeptIdToken.Restore(properties, session?.IdToken);
    }

    private static SessionDescriptor NewSession(SessionDescriptor? ended, AuthenticationProperties properties)
    {
        var known = ended ?? SessionDescriptor.FromIdToken(KeptIdToken.Read(properties)) ?? new();
        return known.With(ticketId: SessionTicketId.Create());
    }

    // Okta leaves the address out of ID tokens that come with an access token; the user info has it.
    private static SessionDescriptor WithEmail(SessionDescriptor session, ClaimsPrincipal? principal)
    {
        if (session.Email is not null)
            return session;
        var email = principal?.FindFirst("email")?.Value ?? principal?.FindFirst(ClaimTypes.Email)?.Value;
        return email is null ? session : session.With(email: email);
    }

    private async Task LimitLifetimeAsync(CookieSigningInContext context, SessionDescriptor session)
    {
        LimitLifetime(context.Scheme.Name, context.Properties);

        // The session ended while this request was at work. Its entry in the revocation list may end before a cookie that is issued only now.
        var soon = timeProvider.GetUtcNow() + LifetimeOfEnded;
        if (await revocation.RunAsync(context.HttpContext, session) is SessionCheck.Ended && context.Properties.ExpiresUtc > soon)
            context.Properties.ExpiresUtc = soon;
    }

    // A cookie that outlives its entry in the revocation list would come back to life.
    private void LimitLifetime(string scheme, AuthenticationProperties properties)
    {
        var lifetime = terminationOptions.Value.GetRevocationLifetime();
        if (properties is not { IssuedUtc: { } issued, ExpiresUtc: { } expires } || expires - issued <= lifetime)
            return;
        properties.ExpiresUtc = issued + lifetime;
        Log.LifetimeLimited(logger, scheme, expires - issued, lifetime);
    }

    private static partial class Log
    {
        [LoggerMessage(6101, LogLevel.Information, "A cookie of the scheme {Scheme} was refused: its session has ended.")]
        public static partial void SessionRejected(ILogger logger, string scheme);

        [LoggerMessage(6103, LogLevel.Warning, "OL6103: A cookie of the scheme {Scheme} was to live for {Asked}; it was limited to {Limit}, for which revocations are remembered. Raise SessionTerminationOptions.RevocationLifetime.")]
        public static partial void LifetimeLimited(ILogger logger, string scheme, TimeSpan asked, TimeSpan limit);

        [LoggerMessage(6104, LogLevel.Warning, "OL6104: A cookie of the scheme {Scheme} was refused: what it says of its session cannot be read.")]
        public static partial void SessionUnreadable(ILogger logger, string scheme);
    }
}
