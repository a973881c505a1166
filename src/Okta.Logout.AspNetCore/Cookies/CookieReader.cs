using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Reads the ticket in a cookie as the cookie handler does, whatever its state: valid, expired, refused, or not checked.</summary>
internal sealed partial class CookieReader(
    IOptionsMonitor<CookieAuthenticationOptions> cookieOptions,
    SessionAdoption adoption,
    RevocationCheck revocation,
    CookieLifetime lifetime,
    SessionLimits limits,
    StepTime time,
    TimeProvider timeProvider,
    ILogger<CookieReader> logger)
{
    // The claim in which the cookie handler keeps the key of a ticket in the app's ticket store.
    private const string KeyClaim = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";

    /// <summary>Returns the session that a cookie scheme holds in this request; null if there is none.</summary>
    public async Task<RequestSession?> CurrentAsync(HttpContext context, string cookieScheme)
    {
        var request = RequestSessions.Of(context);
        if (request.Current(cookieScheme) is { } known)
            return known;
        if (await ReadAsync(context, cookieScheme) is not { Session: { } session } content)
            return null;
        session.IsExpired = IsOver(session);
        session.Check = content.StoreKey is { } key && await revocation.RunAsync(SessionDescriptor.ForTicket(StoreKeyTombstone.TicketIdOf(key))) is SessionCheck.Ended
            ? SessionCheck.Ended
            : await revocation.RunAsync(session.Session);
        request.SetCame(session);
        return session;
    }

    /// <summary>Reads the cookie of a scheme without checking the revocation list. A cookie that cannot be decrypted holds no session.</summary>
    public async Task<CookieContent> ReadAsync(HttpContext context, string cookieScheme)
    {
        var options = cookieOptions.Get(cookieScheme);
        if (Unprotect(context, options) is not { } ticket)
            return IsSent(context, options) ? CookieContent.Unreadable : CookieContent.None;
        if (StoreOf(options) is not { } store)
            return new(await SessionOfAsync(cookieScheme, ticket));
        return ticket.Principal.FindFirst(KeyClaim)?.Value is { } key ? await RetrieveAsync(context, cookieScheme, store, key) : CookieContent.None;
    }

    /// <summary>Reads the cookie of a scheme as if the request had come with other cookies.</summary>
    public async Task<CookieContent> ReadAsync(HttpContext context, string cookieScheme, IRequestCookiesFeature cookies)
    {
        var own = context.Features.Get<IRequestCookiesFeature>();
        context.Features.Set(cookies);
        try
        {
            return await ReadAsync(context, cookieScheme);
        }
        finally
        {
            context.Features.Set(own);
        }
    }

    /// <summary>Returns the key under which the app's ticket store has the ticket of a cookie.</summary>
    public string? StoreKeyOf(HttpContext context, string cookieScheme)
    {
        var options = cookieOptions.Get(cookieScheme);
        return options.SessionStore is null ? null : Unprotect(context, options)?.Principal.FindFirst(KeyClaim)?.Value;
    }

    /// <summary>Whether a request has the cookie of a scheme, and this app cannot decrypt it.</summary>
    public static bool IsUnreadable(HttpContext context, CookieAuthenticationOptions options) =>
        IsSent(context, options) && Unprotect(context, options) is null;

    private async Task<CookieContent> RetrieveAsync(HttpContext context, string cookieScheme, ITicketStore store, string key)
    {
        try
        {
            AuthenticationTicket? ticket = null;
            await time.LimitAsync(async cancellationToken => ticket = await store.RetrieveAsync(key, context, cancellationToken));
            return ticket is null ? new(null, key) : new(await SessionOfAsync(cookieScheme, ticket), key);
        }
        catch (Exception exception)
        {
            Log.TicketUnreadable(logger, cookieScheme, exception.GetType().Name);
            return new(null, key, IsStoreDown: true);
        }
    }

    private async Task<RequestSession> SessionOfAsync(string cookieScheme, AuthenticationTicket ticket)
    {
        var record = SessionProperties.Read(ticket.Properties) ?? await adoption.AdoptAsync(ticket.Properties, ticket.Principal);
        return new(cookieScheme, ticket.Properties, ticket.Principal, record);
    }

    private bool IsOver(RequestSession session) =>
        session.ExpiresUtc < timeProvider.GetUtcNow() || lifetime.IsOver(session.IssuedUtc, session.ExpiresUtc) || limits.FindReached(session.Record, session.IssuedUtc) is not null;

    private static ITicketStore? StoreOf(CookieAuthenticationOptions options) =>
        options.SessionStore is GuardedTicketStore guarded ? guarded.Inner : options.SessionStore;

    private static bool IsSent(HttpContext context, CookieAuthenticationOptions options)
    {
        try
        {
            return options.CookieManager.GetRequestCookie(context, options.Cookie.Name!) is { Length: > 0 };
        }
        catch (Exception)
        {
            // A cookie manager may throw where chunks are missing.
            return true;
        }
    }

    // A cookie manager or a data format of the app may throw where it cannot read a cookie: the sign-out of the others goes on.
    private static AuthenticationTicket? Unprotect(HttpContext context, CookieAuthenticationOptions options)
    {
        try
        {
            if (options.CookieManager.GetRequestCookie(context, options.Cookie.Name!) is not { Length: > 0 } cookie)
                return null;
            var binding = context.Features.Get<ITlsTokenBindingFeature>()?.GetProvidedTokenBindingId();
            return options.TicketDataFormat.Unprotect(cookie, binding is null ? null : Convert.ToBase64String(binding));
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6201, LogLevel.Error, "OL6201: The ticket of the scheme {Scheme} could not be read from the app's ticket store ({ExceptionType}). Restore the store. Until then, sign-outs end neither the Okta session nor the tokens of such a session.")]
        public static partial void TicketUnreadable(ILogger logger, string scheme, string exceptionType);
    }
}
