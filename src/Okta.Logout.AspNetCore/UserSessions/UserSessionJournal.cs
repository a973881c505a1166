using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Records the sessions of users when their cookies are issued and used. Whatever fails here, the sign-in and the request go on.</summary>
internal sealed partial class UserSessionJournal(
    ChosenUserSessionStore chosen,
    LiveSessionRecords records,
    OktaLogoutSchemes schemes,
    CookieLifetime lifetime,
    StepTime time,
    IOptions<UserSessionOptions> options,
    LogThrottle throttle,
    TimeProvider timeProvider,
    ILogger<UserSessionJournal> logger) : ISessionObserver
{
    private const int LongestDescription = 200;
    private const int MostRemembered = 100_000;

    private ConcurrentDictionary<string, DateTimeOffset> _written = new(StringComparer.Ordinal);

    public async Task IssuedAsync(HttpContext context, RequestSession session)
    {
        if (session.Check is not SessionCheck.Ended && await schemes.DefaultCookieAsync(context) == session.CookieScheme)
            await WriteAsync(session, Describe(context));
    }

    public async ValueTask UsedAsync(HttpContext context, RequestSession session)
    {
        var now = timeProvider.GetUtcNow();
        if (_written.TryGetValue(session.Session.TicketId!, out var last) && now - last < options.Value.LastSeenInterval)
            return;
        Remember(session.Session.TicketId!, now);
        if (await schemes.DefaultCookieAsync(context) == session.CookieScheme)
            BackgroundTask.Observe(WriteAsync(session, Describe(context)));
    }

    private async Task WriteAsync(RequestSession session, string? description)
    {
        if (session.Session.TicketId is not { } ticketId || UserKey.Of(session) is not { } user)
            return;
        Remember(ticketId, timeProvider.GetUtcNow());
        try
        {
            var expiresAt = lifetime.EndOf(session);
            var data = records.Write(new()
            {
                Session = SessionRecordText.Write(session.Record with { RefreshToken = null }),
                LastSeenAt = timeProvider.GetUtcNow(),
                ExpiresAt = expiresAt,
                Description = description,
            });
            await time.LimitAsync(cancellationToken => chosen.Store.SetAsync(user, UserKey.IdOf(ticketId), data, expiresAt, cancellationToken));
        }
        catch (Exception exception)
        {
            LogFailure(exception);
        }
    }

    private string? Describe(HttpContext context)
    {
        try
        {
            return options.Value.Describe(context) is not { Length: > 0 } text ? null : text.Length <= LongestDescription ? text : text[..LongestDescription];
        }
        catch (Exception exception)
        {
            LogFailure(exception);
            return null;
        }
    }

    private void LogFailure(Exception exception)
    {
        if (throttle.Allows(nameof(UserSessionJournal), "OL6404", out var suppressed))
            Log.NotRecorded(logger, exception.GetType().Name, suppressed);
    }

    private void Remember(string ticketId, DateTimeOffset now)
    {
        // Rarely: each session is then recorded once more.
        if (_written.Count >= MostRemembered)
            _written = new(StringComparer.Ordinal);
        _written[ticketId] = now;
    }

    private static partial class Log
    {
        [LoggerMessage(6404, LogLevel.Warning, "OL6404: A live session could not be recorded ({ExceptionType}), so its user does not see it in the list of sessions. Look at the IUserSessionStore and at UserSessionOptions.Describe. Similar events since the previous line: {Suppressed}.")]
        public static partial void NotRecorded(ILogger logger, string exceptionType, int suppressed);
    }
}
