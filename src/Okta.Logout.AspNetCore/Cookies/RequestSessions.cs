using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>The sessions of this request: the cookies that it came with, those that it issues, and those that it ends.</summary>
internal sealed class RequestSessions
{
    private readonly List<RequestSession> _came = new(1);
    private List<RequestSession>? _issued;
    private HashSet<string>? _ending;

    // Kept for the validation of a cookie, because a renewal of the same cookie is checked before.
    private (string? TicketId, SessionCheck Result) _lastCheck;

    /// <summary>Gets the sessions in the cookies of this request, as far as they were read.</summary>
    public IReadOnlyList<RequestSession> Came => _came;

    /// <summary>Gets or sets the remote sign-in that this request completes.</summary>
    public RemoteSignIn? Remote { get; set; }

    /// <summary>Gets or sets the ticket id under which the library itself issues a cookie again.</summary>
    public string? ReissuedTicketId { get; set; }

    /// <summary>Gets or sets whether a cookie of this request was refused because the list could not be read.</summary>
    public bool IsUnchecked { get; set; }

    public static RequestSessions Of(HttpContext context)
    {
        // A feature, not an item of the request: most requests have no other item, and the dictionary would be created for this one.
        if (context.Features.Get<RequestSessions>() is { } known)
            return known;
        var created = new RequestSessions();
        context.Features.Set(created);
        return created;
    }

    /// <summary>Returns the current session of a cookie scheme: the one that this request issued, otherwise the one that it came with.</summary>
    public RequestSession? Current(string cookieScheme) =>
        _issued?.Find(session => session.CookieScheme == cookieScheme) ?? FindCame(cookieScheme);

    public RequestSession? FindCame(string cookieScheme)
    {
        foreach (var session in _came)
        {
            if (session.CookieScheme == cookieScheme)
                return session;
        }

        return null;
    }

    /// <summary>Returns the sessions with which the app has authenticated this request, and which go on: those of one cookie scheme, or all.</summary>
    public IReadOnlyList<RequestSession> Authenticated(string? cookieScheme) =>
    [
        .. _came.Where(session => session is { IsAuthenticated: true, MayGoOn: true, IsDeleted: false } && (cookieScheme is null || session.CookieScheme == cookieScheme)),
    ];

    public void SetCame(RequestSession session)
    {
        _came.RemoveAll(known => known.CookieScheme == session.CookieScheme);
        _came.Add(session);
    }

    /// <summary>Records that a cookie was issued in this request.</summary>
    public void SetIssued(RequestSession session)
    {
        _issued ??= [];
        _issued.RemoveAll(known => known.CookieScheme == session.CookieScheme);
        _issued.Add(session);
    }

    /// <summary>Returns the sessions that this request began in other cookies without knowing of a sign-in at a provider.</summary>
    public IReadOnlyList<RequestSession> IssuedWithoutOrigin(string exceptCookie) =>
        [.. (_issued ?? []).Where(session => session.CookieScheme != exceptCookie && session is { HasOrigin: false, IsDeleted: false })];

    /// <summary>Marks the session of a cookie scheme as deleted, or removes the mark.</summary>
    public void SetDeleted(string cookieScheme, bool isDeleted)
    {
        foreach (var session in _came.Concat(_issued ?? []).Where(session => session.CookieScheme == cookieScheme))
            session.IsDeleted = isDeleted;
    }

    /// <summary>Returns the sessions whose cookies this request deleted, unless they go on in another cookie, or a sign-out of this library ends them.</summary>
    /// <param name="defaultCookie">The scheme of the cookie that says who the user is. If it is deleted, its session ends even if another cookie of the request has the session, too.</param>
    public IReadOnlyList<RequestSession> Ended(string? defaultCookie) =>
    [
        .. _came.Concat(_issued ?? []).Where(session => session is { IsDeleted: true, IsConsumed: false } && !IsEnding(session.CookieScheme) && !GoesOn(session, defaultCookie)).DistinctBy(session => session.Session.TicketId),
    ];

    /// <summary>Marks that a sign-out of this library runs, which ends the session itself.</summary>
    public void BeginEnding(string cookieScheme) => (_ending ??= new(StringComparer.Ordinal)).Add(cookieScheme);

    public bool IsEnding(string cookieScheme) => _ending?.Contains(cookieScheme) is true;

    public void Remember(SessionDescriptor session, SessionCheck result) => _lastCheck = (session.TicketId, result);

    public SessionCheck? Recall(SessionDescriptor session) => _lastCheck.TicketId == session.TicketId ? _lastCheck.Result : null;

    private bool GoesOn(RequestSession session, string? defaultCookie) =>
        (session.CookieScheme == defaultCookie ? _issued ?? [] : _came.Concat(_issued ?? []))
            .Any(other => !other.IsDeleted && other.Session.TicketId == session.Session.TicketId && !IsEnding(other.CookieScheme));
}
