using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>How old and how idle a session may get, by the options of the app and the word of the provider, whatever the lifetime of its cookie.</summary>
internal sealed class SessionLimits(MappedEndpoints endpoints, IOptions<OktaLogoutWebOptions> options, TimeProvider timeProvider)
{
    // Not at each request, because the cookie is issued again with each note.
    private const int NotesInIdleTimeout = 10;
    private static readonly TimeSpan LongestBetweenNotes = TimeSpan.FromMinutes(1);

    private readonly TimeSpan? _absoluteLifetime = options.Value.AbsoluteLifetime;
    private readonly TimeSpan? _idleTimeout = options.Value.IdleTimeout;
    private readonly Func<HttpContext, bool>? _isActivity = options.Value.IsActivity;

    /// <summary>Returns which limit a session has reached; null if none.</summary>
    /// <param name="record">The session.</param>
    /// <param name="issuedUtc">When its cookie was issued: for a session of which no more is known.</param>
    public SessionTerminationReason? FindReached(SessionRecord record, DateTimeOffset? issuedUtc)
    {
        var now = timeProvider.GetUtcNow();
        if (AbsoluteEndOf(record, issuedUtc) <= now)
            return SessionTerminationReason.AbsoluteLifetime;
        return IdleEndOf(record, issuedUtc) <= now ? SessionTerminationReason.IdleTimeout : null;
    }

    /// <summary>Returns when a session ends even if it is used; null if nothing limits it.</summary>
    public DateTimeOffset? AbsoluteEndOf(SessionRecord record, DateTimeOffset? issuedUtc)
    {
        var own = EndOf(record.Session.SignedInAt ?? issuedUtc, _absoluteLifetime);
        return own < record.EndsAt ? own : record.EndsAt ?? own;
    }

    /// <summary>Returns when a session ends if it is not used any more; null if nothing limits it.</summary>
    public DateTimeOffset? IdleEndOf(SessionRecord record, DateTimeOffset? issuedUtc) => EndOf(record.LastSeenAt ?? issuedUtc, _idleTimeout);

    /// <summary>Returns the record with the present as the time of the last use, if the app limits how idle a session may get; otherwise without an earlier note.</summary>
    public SessionRecord Note(SessionRecord record) => record with { LastSeenAt = _idleTimeout is null ? null : timeProvider.GetUtcNow() };

    /// <summary>Tells whether a request is a use of its session that the cookie does not note yet, or the cookie has a note that it should not have.</summary>
    public bool HasToNote(HttpContext context, SessionRecord record)
    {
        // An old note is removed, so that it does not count if the limit is switched on again.
        if (_idleTimeout is not { } idleTimeout)
            return record.LastSeenAt is not null && !endpoints.IsPassive(context);
        var between = idleTimeout / NotesInIdleTimeout < LongestBetweenNotes ? idleTimeout / NotesInIdleTimeout : LongestBetweenNotes;
        return !(timeProvider.GetUtcNow() - record.LastSeenAt < between) && IsActivity(context);
    }

    /// <summary>Tells whether a request is a use of its session. The library's own endpoints are asked by scripts, or end the session.</summary>
    public bool IsActivity(HttpContext context) =>
        !endpoints.IsSignOut(context) && !endpoints.IsPassive(context) && _isActivity?.Invoke(context) is not false;

    // What is not known counts as long ago.
    private static DateTimeOffset? EndOf(DateTimeOffset? start, TimeSpan? lifetime)
    {
        if (lifetime is not { } limit)
            return null;
        var known = start ?? DateTimeOffset.MinValue;
        return DateTimeOffset.MaxValue - known > limit ? known + limit : DateTimeOffset.MaxValue;
    }
}
