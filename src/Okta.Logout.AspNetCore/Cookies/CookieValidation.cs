using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Asks the revocation list about the session in each cookie, and renews no cookie whose session was not seen live.</summary>
internal sealed partial class CookieValidation(
    OktaLogoutSchemes schemes,
    RevocationCheck revocation,
    LiveSessions live,
    CookieLifetime lifetime,
    SessionLimits limits,
    OverdueSessions overdue,
    SessionAdoption adoption,
    CookieReader reader,
    LateTokens lateTokens,
    MappedEndpoints endpoints,
    IEnumerable<ISessionObserver> observers,
    IEnumerable<ISessionVerifier> verifiers,
    IOptions<OktaLogoutWebOptions> options,
    ILogger<CookieValidation> logger)
{
    private readonly ISessionObserver[] _observers = [.. observers];
    private readonly ISessionVerifier? _verifier = verifiers.FirstOrDefault();
    private readonly bool _allowsUnchecked = options.Value.OnRevocationCheckFailure is RevocationCheckFailure.Allow;
    private readonly bool _keepsOutOfCaches = options.Value.NoStoreForSignedInUsers;

    /// <summary>Before a cookie is renewed because of its age, which is ahead of its validation.</summary>
    public async Task<bool> MayRenewAsync(CookieSlidingExpirationContext context)
    {
        if (!schemes.TakesPart(context.Scheme.Name))
            return true;
        if (endpoints.IsPassive(context.HttpContext))
            return false;
        if (lifetime.IsOver(context.Properties) || SessionProperties.Read(context.Properties) is null && IsRefused(context.Properties))
            return false;
        var record = SessionProperties.Read(context.Properties) ?? await adoption.AdoptAsync(context.Properties, context.Principal);
        if (limits.FindReached(record, context.Properties.IssuedUtc) is not null)
            return false;
        var result = await revocation.RunAsync(record.Session);
        var mayRenew = result is SessionCheck.Live;
        if (mayRenew && _verifier is not null)
        {
            var session = new RequestSession(context.Scheme.Name, context.Properties, context.Principal, record);
            var check = await _verifier.VerifyAsync(context.HttpContext, session);
            if (session.HasNewTokens)
                SessionProperties.Write(context.Properties, session.Record);
            mayRenew = check is SessionCheck.Live;
            if (check is SessionCheck.Ended)
                result = SessionCheck.Ended;
        }

        RequestSessions.Of(context.HttpContext).Remember(record.Session, result);
        return mayRenew;
    }

    /// <summary>On each request with a cookie, before the app's own validation.</summary>
    public Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (!schemes.TakesPart(context.Scheme.Name))
            return Task.CompletedTask;
        if (SessionProperties.Read(context.Properties) is not { } record)
            return ValidateUnmarkedAsync(context);
        var check = CheckAsync(context, record);
        return check.IsCompletedSuccessfully ? ApplyAsync(context, check.Result) : ApplyAsync(context, check);
    }

    /// <summary>After the app's own validation, which may have refused the cookie, replaced the user or renewed the tokens.</summary>
    public Task ValidatedAsync(CookieValidatePrincipalContext context)
    {
        if (RequestSessions.Of(context.HttpContext).FindCame(context.Scheme.Name) is not { } session)
            return Task.CompletedTask;
        if (context.Principal is null)
            session.IsRejected = true;
        else
            Accept(context, session);
        return context is { Principal: not null, ShouldRenew: true } ? RenewAsync(context, session) : Task.CompletedTask;
    }

    private void Accept(CookieValidatePrincipalContext context, RequestSession session)
    {
        session.Principal = context.Principal;
        if (_keepsOutOfCaches)
            SignedInResponses.KeepOutOfCaches(context.HttpContext);
    }

    private async Task ValidateUnmarkedAsync(CookieValidatePrincipalContext context)
    {
        if (IsRefused(context.Properties))
        {
            Log.RecordMissing(logger, context.Scheme.Name);
            Refuse(context);
            return;
        }

        var record = await adoption.AdoptAsync(context.Properties, context.Principal);
        await ApplyAsync(context, CheckAsync(context, record));
        if (RequestSessions.Of(context.HttpContext).FindCame(context.Scheme.Name) is { Check: SessionCheck.Live } session)
            Renew(context, session);
    }

    // A ticket without a record that can be read: damaged, or not welcome.
    private bool IsRefused(AuthenticationProperties properties) => SessionProperties.IsIn(properties) || options.Value.UnmarkedCookies is UnmarkedCookiePolicy.Refuse;

    private ValueTask<SessionCheck> CheckAsync(CookieValidatePrincipalContext context, SessionRecord record)
    {
        var request = RequestSessions.Of(context.HttpContext);
        var session = new RequestSession(context.Scheme.Name, context.Properties, context.Principal, record)
        {
            IsAuthenticated = true,
            ReachedLimit = limits.FindReached(record, context.Properties.IssuedUtc),
        };
        request.SetCame(session);
        return session.ReachedLimit == SessionTerminationReason.IdleTimeout ? CheckIdleAsync(context, session) : CheckAsync(context, session);
    }

    private ValueTask<SessionCheck> CheckAsync(CookieValidatePrincipalContext context, RequestSession session)
    {
        session.IsExpired = session.ReachedLimit is not null || lifetime.IsOver(context.Properties);
        if (session.IsExpired)
            return new(SessionCheck.Ended);
        return RequestSessions.Of(context.HttpContext).Recall(session.Session) is { } known ? new(known) : revocation.RunAsync(session.Session);
    }

    // A session may have a cookie for each part of an app. It is idle only if none of them was used.
    private async ValueTask<SessionCheck> CheckIdleAsync(CookieValidatePrincipalContext context, RequestSession session)
    {
        foreach (var scheme in await schemes.CookiesAsync())
        {
            if (scheme != session.CookieScheme && await reader.CurrentAsync(context.HttpContext, scheme) is { IsExpired: false } other && other.Session.TicketId == session.Session.TicketId)
                session.ReachedLimit = null;
        }

        return await CheckAsync(context, session);
    }

    private async Task ApplyAsync(CookieValidatePrincipalContext context, ValueTask<SessionCheck> check) => await ApplyAsync(context, await check);

    private Task ApplyAsync(CookieValidatePrincipalContext context, SessionCheck result)
    {
        var request = RequestSessions.Of(context.HttpContext);
        var session = request.FindCame(context.Scheme.Name)!;
        session.Check = result;

        // A cookie that slides has a later expiry than the one that an open connection came with.
        if (result is SessionCheck.Live)
            live.Extend(session.Session, lifetime.EndOf(session));
        if (result is SessionCheck.Unknown && !_allowsUnchecked)
            RejectUnchecked(context, session);

        if (result is SessionCheck.Ended)
            return RefuseEndedAsync(context, session);
        if (!session.MayGoOn)
            return Task.CompletedTask;
        return _verifier is null ? UseAsync(context, session) : VerifyAsync(_verifier, context, session);
    }

    private async Task VerifyAsync(ISessionVerifier verifier, CookieValidatePrincipalContext context, RequestSession session)
    {
        var record = session.Record;
        switch (await verifier.VerifyAsync(context.HttpContext, session))
        {
            case SessionCheck.Ended:
                session.Check = SessionCheck.Ended;
                await RefuseEndedAsync(context, session);
                break;
            case SessionCheck.Unknown:
                RejectUnchecked(context, session);
                break;
            default:
                var isUse = limits.IsActivity(context.HttpContext);
                if (session.HasNewTokens || isUse && !ReferenceEquals(session.Record, record))
                    Renew(context, session, isUse);
                await UseAsync(context, session);
                break;
        }
    }

    private Task UseAsync(CookieValidatePrincipalContext context, RequestSession session)
    {
        if (limits.HasToNote(context.HttpContext, session.Record))
            Renew(context, session);
        return _observers.Length > 0 && limits.IsActivity(context.HttpContext) ? ObserveAsync(context, session) : Task.CompletedTask;
    }

    private async Task ObserveAsync(CookieValidatePrincipalContext context, RequestSession session)
    {
        foreach (var observer in _observers)
            await observer.UsedAsync(context.HttpContext, session);
    }

    private async Task RefuseEndedAsync(CookieValidatePrincipalContext context, RequestSession session)
    {
        Log.SessionRejected(logger, context.Scheme.Name);
        if (session.ReachedLimit is { } reason)
            overdue.End(context.HttpContext, session, reason);
        else
            lateTokens.Revoke(context.HttpContext, session);
        if (!session.IsExpired && await IsReplacedAsync(session.Session.TicketId!))
            Reject(context);
        else
            Refuse(context);
    }

    private async Task<bool> IsReplacedAsync(string ticketId) =>
        await revocation.RunAsync(SessionDescriptor.ForTicket(TicketReplacement.MarkOf(ticketId))) is SessionCheck.Ended;

    // The cookie is issued again with its record. One that does not slide, or is not used, keeps its end.
    private void Renew(CookieValidatePrincipalContext context, RequestSession session, bool isUse = true)
    {
        if (isUse)
            session.Record = limits.Note(session.Record);
        SessionProperties.Write(context.Properties, session.Record);
        if (!isUse || !CookieLifetime.Slides(context.Options, context.Properties))
            lifetime.KeepEndOfRenewal(context.Properties);
        context.ShouldRenew = true;
    }

    private async Task RenewAsync(CookieValidatePrincipalContext context, RequestSession session)
    {
        // The app's validation may have taken long, and the session may have ended meanwhile.
        var result = session.Check is SessionCheck.Live ? await revocation.RunAsync(session.Session) : session.Check;
        if (result is SessionCheck.Ended)
        {
            session.Check = SessionCheck.Ended;
            Refuse(context);
            lateTokens.Revoke(context.HttpContext, new(context.Scheme.Name, context.Properties, context.Principal, session.Record));
            return;
        }

        // Tokens that the app has rotated must not be lost, but the cookie lives no longer than the one that came.
        if (result is SessionCheck.Unknown || endpoints.IsPassive(context.HttpContext))
            lifetime.KeepEndOfRenewal(context.Properties);

        SessionProperties.Write(context.Properties, session.Record);
        if (options.Value.KeepIdToken)
            KeptIdToken.Restore(context.Properties, session.Tokens.IdToken);
        lifetime.Limit(context.Scheme.Name, context.Properties);
    }

    private static void RejectUnchecked(CookieValidatePrincipalContext context, RequestSession session)
    {
        RequestSessions.Of(context.HttpContext).IsUnchecked = true;
        session.IsRejected = true;
        context.RejectPrincipal();
    }

    private static void Reject(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        context.ShouldRenew = false;
    }

    private static void Refuse(CookieValidatePrincipalContext context)
    {
        Reject(context);
        CookieDeletion.DeleteCookie(context.HttpContext, context.Options);
    }

    private static partial class Log
    {
        [LoggerMessage(6101, LogLevel.Information, "A cookie of the scheme {Scheme} was refused: its session has ended.")]
        public static partial void SessionRejected(ILogger logger, string scheme);

        [LoggerMessage(6104, LogLevel.Warning, "OL6104: A cookie of the scheme {Scheme} was refused: it has no record of its session, or one that cannot be read.")]
        public static partial void RecordMissing(ILogger logger, string scheme);
    }
}
