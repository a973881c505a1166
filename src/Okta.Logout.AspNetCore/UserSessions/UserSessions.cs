using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Lists what is recorded, without the sessions that have ended since, and ends sessions by the revocation list.</summary>
internal sealed class UserSessions(
    ChosenUserSessionStore chosen,
    LiveSessionRecords records,
    OktaLogoutSchemes schemes,
    CookieReader reader,
    SessionLimits limits,
    KnownIssuers issuers,
    ISessionRevocationStore revocations,
    IOktaSignOut signOut,
    StepTime time,
    IOptions<UserSessionOptions> options,
    IOptions<SessionTerminationOptions> terminationOptions,
    TimeProvider timeProvider) : IUserSessions
{
    public async Task<IReadOnlyList<UserSession>> ListAsync(HttpContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await CurrentAsync(context) is not { } current)
            return [];
        return Listed(await FindAsync(await KeysOfAsync(current), cancellationToken), current.Session.TicketId);
    }

    public async Task<IReadOnlyList<UserSession>> ListOfUserAsync(string issuer, string subject, CancellationToken cancellationToken = default) =>
        Listed(await FindAsync(await KeysOfAsync(issuer, subject), cancellationToken), current: null);

    public async Task<UserSessionEnding> EndAsync(HttpContext context, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await CurrentAsync(context) is not { } current)
            return new(UserSessionOutcome.NotFound);
        var found = await FindAsync(await KeysOfAsync(current), id, cancellationToken);
        if (found is not null && IsSignInTooOld(current))
            return new(UserSessionOutcome.SignInTooOld);
        return await EndAsync(found, SessionTerminationReason.OtherSessions);
    }

    public async Task<UserSessionEnding> EndOfUserAsync(string issuer, string subject, string id, CancellationToken cancellationToken = default) =>
        await EndAsync(await FindAsync(await KeysOfAsync(issuer, subject), id, cancellationToken), SessionTerminationReason.Administrator);

    private async Task<UserSessionEnding> EndAsync(Found? found, SessionTerminationReason reason)
    {
        if (found is null)
            return new(UserSessionOutcome.NotFound);
        var receipt = await signOut.EndSessionsAsync(new(SessionTarget.ForTicket(found.Session.Session.TicketId!), reason), CancellationToken.None);
        return new(receipt.Succeeded ? UserSessionOutcome.Ended : UserSessionOutcome.Failed, receipt);
    }

    private async Task<RequestSession?> CurrentAsync(HttpContext context) =>
        await schemes.DefaultCookieAsync(context) is { } scheme && await reader.CurrentAsync(context, scheme) is { MayGoOn: true } session ? session : null;

    private async Task<IEnumerable<string>> KeysOfAsync(RequestSession session) => session.Session is { Issuer: { } issuer, Subject: { } subject }
        ? await KeysOfAsync(issuer, subject)
        : UserKey.Of(session) is { } key ? [key] : [];

    // The authorization servers of an org name its users alike.
    private async Task<IEnumerable<string>> KeysOfAsync(string issuer, string subject)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(subject);
        return (await issuers.OfUsersAsync(issuer)).Select(name => UserKey.Of(name, subject));
    }

    // A redirect to Okta and back is no proof that the user is there: of a sign-in at a provider, only the time of the credentials counts.
    private bool IsSignInTooOld(RequestSession current)
    {
        if (options.Value.MaxSignInAge is not { } maxAge)
            return false;
        var signedIn = current.Record.HasLineage ? current.Record.AuthenticatedAt : current.Session.SignedInAt;
        return !(timeProvider.GetUtcNow() - signedIn <= maxAge + terminationOptions.Value.ClockSkew);
    }

    private async Task<Found?> FindAsync(IEnumerable<string> users, string id, CancellationToken cancellationToken) =>
        (await FindAsync(users, cancellationToken)).Find(found => found.Id == id);

    private async Task<List<Found>> FindAsync(IEnumerable<string> users, CancellationToken cancellationToken)
    {
        List<Found> found = [];
        await time.LimitAsync(
            async token =>
            {
                foreach (var user in users)
                {
                    foreach (var (id, data) in await chosen.Store.ReadAsync(user, token))
                    {
                        // What cannot be read may belong to another app, and goes when it expires.
                        if (Read(id, data) is not { } one)
                            continue;
                        if (IsOver(one) || await revocations.IsRevokedAsync(one.Session.Session, token))
                            Remove(user, id);
                        else
                            found.Add(one);
                    }
                }
            },
            cancellationToken);
        return found;
    }

    private Found? Read(string id, byte[] data) =>
        records.Read(data) is var (record, session) && UserKey.IdOf(session.Session.TicketId!) == id ? new(id, record, session) : null;

    // Recorded only once in a while: the session may have been used, and its cookie have slid, since then.
    private bool IsOver(Found found)
    {
        var used = found.Record.LastSeenAt + options.Value.LastSeenInterval;
        return found.Record.ExpiresAt + options.Value.LastSeenInterval <= timeProvider.GetUtcNow() || limits.FindReached(found.Session with { LastSeenAt = used }, used) is not null;
    }

    // A store that fails here has done what was asked of it.
    private void Remove(string user, string id) =>
        BackgroundTask.Observe(time.LimitAsync(token => chosen.Store.RemoveAsync(user, id, token)));

    private static List<UserSession> Listed(List<Found> found, string? current) =>
    [
        .. found
            .Select(one => new UserSession(one.Id, one.Session.Session.TicketId == current, one.Session.Session.SignedInAt, one.Record.LastSeenAt, one.Record.Description))
            .OrderByDescending(session => session.LastSeenAt),
    ];

    private sealed record Found(string Id, LiveSessionRecord Record, SessionRecord Session);
}
