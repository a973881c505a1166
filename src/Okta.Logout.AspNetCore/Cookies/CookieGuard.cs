using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Gives every session an identity when its cookie is issued, asks the revocation list on each request, and ends it with the cookie.</summary>
internal sealed partial class CookieGuard(
    ISessionRevocationStore store,
    SessionTerminationPipeline pipeline,
    OktaLogoutSchemes schemes,
    IOptions<OktaLogoutWebOptions> options,
    IOptions<SessionTerminationOptions> terminationOptions,
    OktaLogoutTelemetry telemetry,
    ILogger<CookieGuard> logger)
{
    private readonly bool _allowsUnchecked = options.Value.OnRevocationCheckFailure is RevocationCheckFailure.Allow;

    /// <summary>Before a cookie is issued: new, renewed by the app, or taken over from another cookie.</summary>
    public async Task SigningInAsync(CookieSigningInContext context)
    {
        var requestSessions = RequestSessions.Of(context.HttpContext);
        var session = SessionProperties.Read(context.Properties);
        if (session is null || requestSessions.HasEnded(session))
        {
            var current = requestSessions.Find(context.Scheme.Name) ?? requestSessions.Any;
            if (session is null && current is null && !await schemes.IsSessionCookieAsync(context.Scheme.Name))
                return;
            session = SameUser(current?.Session, context.Principal) ? current!.Session : NewSession(context.Properties);
        }

        session = WithEmail(session, context.Principal);
        SessionProperties.Write(context.Properties, session);
        if (requestSessions.FindTicket(session.TicketId) is { } renewed)
            RestoreIdToken(context.Properties, renewed);
        requestSessions.Set(new(context.Scheme.Name, session, KeptIdToken.Read(context.Properties)));
        LimitLifetime(context);
    }

    /// <summary>On each request with a cookie.</summary>
    public Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (SessionProperties.Read(context.Properties) is not { } session)
            return Task.CompletedTask;
        RequestSessions.Of(context.HttpContext).Set(new(context.Scheme.Name, session, KeptIdToken.Read(context.Properties)));

        ValueTask<bool> check;
        try
        {
            check = store.IsRevokedAsync(session, context.HttpContext.RequestAborted);
        }
        catch (Exception exception)
        {
            check = ValueTask.FromException<bool>(exception);
        }

        if (!check.IsCompletedSuccessfully)
            return ValidateAsync(context, check);
        Apply(context, check.Result);
        return Task.CompletedTask;
    }

    /// <summary>After the app's own validation, which may have renewed the tokens.</summary>
    public void Validated(CookieValidatePrincipalContext context)
    {
        if (context.ShouldRenew && RequestSessions.Of(context.HttpContext).Find(context.Scheme.Name) is { } session)
            RestoreIdToken(context.Properties, session);
    }

    /// <summary>Before a cookie is deleted: by this library, which has put the session on the list already, or by the app's own code.</summary>
    public async Task SigningOutAsync(CookieSigningOutContext context)
    {
        var requestSessions = RequestSessions.Of(context.HttpContext);
        var scheme = context.Scheme.Name;
        if (!requestSessions.IsEnding(scheme))
        {
            // Authenticating makes the session known. Inside of a cookie's own validation it is, and authenticating there would never end.
            if (requestSessions.Find(scheme) is null)
                await context.HttpContext.AuthenticateAsync(scheme);
            if (requestSessions.Find(scheme) is { } known)
                await pipeline.EndLocallyAsync(new() { Session = known.Session });
        }

        requestSessions.End(scheme);
    }

    public static void DeleteCookie(HttpContext context, CookieAuthenticationOptions cookieOptions)
    {
        if (!context.Response.HasStarted)
            cookieOptions.CookieManager.DeleteCookie(context, cookieOptions.Cookie.Name!, cookieOptions.Cookie.Build(context));
    }

    private async Task ValidateAsync(CookieValidatePrincipalContext context, ValueTask<bool> check)
    {
        try
        {
            Apply(context, await check);
        }
        catch (Exception exception) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            telemetry.SessionChecked("failed");
            Log.CheckFailed(logger, exception.GetType().Name, options.Value.OnRevocationCheckFailure);
            if (!_allowsUnchecked)
                context.RejectPrincipal();
        }
    }

    private void Apply(CookieValidatePrincipalContext context, bool isRevoked)
    {
        telemetry.SessionChecked(isRevoked ? "revoked" : "live");
        if (!isRevoked)
            return;
        Log.SessionRejected(logger, context.Scheme.Name);
        context.RejectPrincipal();
        RequestSessions.Of(context.HttpContext).Remove(context.Scheme.Name);
        DeleteCookie(context.HttpContext, context.Options);
    }

    // An app that issues a cookie with fresh properties during a session renews that session: it must not lose the identity that a sign-out named.
    private static bool SameUser(SessionDescriptor? current, ClaimsPrincipal? principal) =>
        current is not null && (SubjectOf(principal) is not { } subject || current.Subject is null || subject == current.Subject);

    private void RestoreIdToken(AuthenticationProperties properties, RequestSession session)
    {
        if (options.Value.KeepIdToken)
            KeptIdToken.Restore(properties, session.IdToken);
    }

    private static SessionDescriptor NewSession(AuthenticationProperties properties) =>
        SessionDescriptor.FromIdToken(KeptIdToken.Read(properties), SessionTicketId.Create()) ?? new() { TicketId = SessionTicketId.Create() };

    private static string? SubjectOf(ClaimsPrincipal? principal) =>
        principal?.FindFirst("sub")?.Value ?? principal?.FindFirst(ClaimTypes.NameIdentifier)?.Value;

    // Okta leaves the address out of ID tokens that come with an access token; the user info has it.
    private static SessionDescriptor WithEmail(SessionDescriptor session, ClaimsPrincipal? principal)
    {
        var email = principal?.FindFirst("email")?.Value ?? principal?.FindFirst(ClaimTypes.Email)?.Value;
        if (session.Email is not null || email is null)
            return session;
        return new()
        {
            TicketId = session.TicketId,
            Issuer = session.Issuer,
            Subject = session.Subject,
            SessionId = session.SessionId,
            Email = email,
            StartedAt = session.StartedAt,
        };
    }

    // A cookie that outlives its entry in the revocation list would come back to life.
    private void LimitLifetime(CookieSigningInContext context)
    {
        var lifetime = terminationOptions.Value.GetRevocationLifetime();
        if (context.Properties is not { IssuedUtc: { } issued, ExpiresUtc: { } expires } || expires - issued <= lifetime)
            return;
        context.Properties.ExpiresUtc = issued + lifetime;
        Log.LifetimeLimited(logger, context.Scheme.Name, expires - issued, lifetime);
    }

    private static partial class Log
    {
        [LoggerMessage(6101, LogLevel.Information, "A cookie of the scheme {Scheme} was refused: its session has ended.")]
        public static partial void SessionRejected(ILogger logger, string scheme);

        [LoggerMessage(6102, LogLevel.Error, "OL6102: The revocation list could not be read ({ExceptionType}); signed-in requests: {Policy}.")]
        public static partial void CheckFailed(ILogger logger, string exceptionType, RevocationCheckFailure policy);

        [LoggerMessage(6103, LogLevel.Warning, "OL6103: A cookie of the scheme {Scheme} was to live for {Asked}; it was limited to {Limit}, for which revocations are remembered. Raise SessionTerminationOptions.RevocationLifetime.")]
        public static partial void LifetimeLimited(ILogger logger, string scheme, TimeSpan asked, TimeSpan limit);
    }
}
