using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Gives each cookie that is issued its session. A request that came with a live session continues it, whatever cookie it issues; if the session has ended
/// meanwhile, it stays ended. Any other request begins a session.
/// </summary>
internal sealed partial class SessionIssuance(
    OktaLogoutSchemes schemes,
    CookieReader reader,
    SessionContinuity continuity,
    RevocationCheck revocation,
    CookieLifetime lifetime,
    SessionLimits limits,
    EndedCookies ended,
    ForeignCookies foreign,
    IEnumerable<ISessionObserver> observers,
    IOptions<OktaLogoutWebOptions> options,
    IOptions<SessionTerminationOptions> terminationOptions,
    TimeProvider timeProvider,
    ILogger<SessionIssuance> logger)
{
    /// <summary>Before a cookie is issued, after the app's own event, which may have set properties and lifetime.</summary>
    public async Task SigningInAsync(CookieSigningInContext context)
    {
        if (!schemes.TakesPart(context.Scheme.Name))
            return;
        var request = RequestSessions.Of(context.HttpContext);
        var given = SessionProperties.Read(context.Properties);
        if (given is not null && given.Session.TicketId == request.ReissuedTicketId)
        {
            await FinishAsync(context, given, SessionTokens.Of(context.Properties, given), SessionCheck.Live, hasOrigin: true);
            return;
        }

        var current = await reader.CurrentAsync(context.HttpContext, context.Scheme.Name);
        if (current is null)
            foreign.Check(context);
        var origin = SessionLineage.Find(context, given, current, await schemes.DefaultCookieAsync(context.HttpContext));
        if (current is not null && await continuity.GoesOnAsync(context, current, given, origin))
            await GoOnAsync(context, current, origin);
        else
            await BeginAsync(context, current, origin);
    }

    private async Task GoOnAsync(CookieSigningInContext context, RequestSession current, SessionOrigin? origin)
    {
        var record = origin is null ? current.Record : origin.Record with { Session = origin.Record.Session.With(ticketId: current.Session.TicketId) };
        var (session, result) = current.MayGoOn ? await CheckAtBirthAsync(record.Session, isNew: origin is not null) : (record.Session, SessionCheck.Ended);
        record = record with { Session = session, Owner = origin is null ? current.Owner : null };
        if (origin is not null)
            ended.EndQuietly(context.HttpContext, origin.Record.Session.TicketId, except: current.Session.TicketId);
        if (result is not SessionCheck.Live)
            CookieLifetime.KeepEnd(context.Properties, current);
        if (result is SessionCheck.Ended)
            lifetime.EndSoon(context.Properties);
        else
            RequestSessions.Of(context.HttpContext).SetDeleted(context.Scheme.Name, false);
        await FinishAsync(context, record, origin?.Tokens ?? current.Tokens, result, hasOrigin: origin is not null);
    }

    private async Task BeginAsync(CookieSigningInContext context, RequestSession? current, SessionOrigin? origin)
    {
        // A user who signs in over the live session of another ends that one.
        if (current is { MayGoOn: true } && !RequestSessions.Of(context.HttpContext).IsEnding(context.Scheme.Name))
            ended.Add(context.HttpContext, current);
        var record = origin?.Record ?? NewRecord(context);
        if (origin is not null && current is null && RequestSessions.Of(context.HttpContext).Remote is { Previous: { } previous } remote && remote.CookieScheme == context.Scheme.Name)
            record = await ContinueAsync(context, record, previous);
        if (!record.HasLineage)
            await WarnAsync(context);

        var (session, result) = await CheckAtBirthAsync(record.Session, isNew: true);
        if (result is SessionCheck.Ended)
            lifetime.EndSoon(context.Properties);
        await FinishAsync(context, record with { Session = session, Owner = null }, origin?.Tokens ?? SessionTokens.None, result, hasOrigin: origin is not null);
    }

    // An app that issues the cookie itself may have put the tokens of a sign-in of its own into it.
    private SessionRecord NewRecord(CookieSigningInContext context)
    {
        var idToken = KeptIdToken.Read(context.Properties);
        var session = SessionDescriptor.FromIdToken(idToken) ?? new SessionDescriptor();
        return SessionExpiry.AddTo(new(session.With(SessionTicketId.Create(), signedInAt: timeProvider.GetUtcNow())), idToken);
    }

    // The user left for the provider with a live session, whose cookie does not come back with the form that the provider's page posts.
    private async Task<SessionRecord> ContinueAsync(CookieSigningInContext context, SessionRecord record, SessionDescriptor previous)
    {
        var isSameUser = previous.Issuer == record.Session.Issuer && previous.Subject == record.Session.Subject;
        if (!isSameUser)
            ended.EndQuietly(context.HttpContext, previous.TicketId, except: record.Session.TicketId);
        return isSameUser && await revocation.RunAsync(SessionDescriptor.ForTicket(previous.TicketId)) is SessionCheck.Live
            ? record with { Session = record.Session.With(ticketId: previous.TicketId) }
            : record;
    }

    /// <summary>
    /// A sign-in that began before a command of which the list knows is dead at birth. One that began after it lives, and is dated past the skew of the
    /// command, which is there for sign-ins at nodes with other clocks.
    /// </summary>
    private async Task<(SessionDescriptor Session, SessionCheck Result)> CheckAtBirthAsync(SessionDescriptor session, bool isNew)
    {
        var result = await revocation.RunAsync(session);
        if (!isNew || result is not SessionCheck.Ended || session.SignedInAt is not { } signedIn)
            return (session, result);
        var later = session.With(signedInAt: signedIn + terminationOptions.Value.ClockSkew);
        result = await revocation.RunAsync(later);
        return (result is SessionCheck.Ended ? session : later, result);
    }

    private async Task FinishAsync(CookieSigningInContext context, SessionRecord record, SessionTokens tokens, SessionCheck result, bool hasOrigin)
    {
        var properties = context.Properties;
        var owner = record.Owner ?? UserName.Of(context.Principal);
        var session = SessionEmail.Add(record.Session, context.Principal);
        record = record with
        {
            Session = session,
            Owner = owner == session.Subject ? null : owner,
            RefreshToken = options.Value.KeepRefreshToken && properties.GetTokenValue("refresh_token") is null ? tokens.RefreshToken : null,
        };
        SessionProperties.Write(properties, limits.Note(record));
        if (options.Value.KeepIdToken)
            KeptIdToken.Restore(properties, tokens.IdToken);
        lifetime.Limit(context.Scheme.Name, properties);
        var issued = new RequestSession(context.Scheme.Name, properties, context.Principal, record) { Check = result, HasOrigin = hasOrigin };
        RequestSessions.Of(context.HttpContext).SetIssued(issued);
        foreach (var observer in observers)
            await observer.IssuedAsync(context.HttpContext, issued);
    }

    private async Task WarnAsync(CookieSigningInContext context)
    {
        if (await schemes.DefaultCookieAsync(context.HttpContext) == context.Scheme.Name && await schemes.IsOpenIdConnectTheOnlySignInAsync() && (await schemes.OpenIdConnectAsync()).Count > 0)
            Log.NoLineage(logger, context.Scheme.Name);
    }

    private static partial class Log
    {
        [LoggerMessage(6105, LogLevel.Warning, "OL6105: A cookie of the scheme {Scheme} was issued outside of a sign-in at Okta, although the app has no other way to sign in: Okta cannot end this session. Issue it while the sign-in is completed, from the cookie that the sign-in was stored in, or from the session that is renewed.")]
        public static partial void NoLineage(ILogger logger, string scheme);
    }
}
