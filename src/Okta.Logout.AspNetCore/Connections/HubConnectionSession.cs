using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace Okta.Logout.AspNetCore;

/// <summary>The session of one connection of SignalR, which is aborted when the session ends.</summary>
internal sealed class HubConnectionSession : IDisposable
{
    private readonly RequestSession _session;
    private readonly WatchedSessions _watched;
    private readonly CancellationTokenRegistration _registration;
    private ClaimsPrincipal? _known;

    public HubConnectionSession(HubCallerContext caller, RequestSession session, WatchedSessions watched)
    {
        _session = session;
        _watched = watched;
        _known = caller.User;
        _registration = watched.Ended.UnsafeRegister(static caller => ((HubCallerContext)caller!).Abort(), caller);
    }

    /// <summary>Whether the connection still belongs to its session. With long polling, each poll brings the user of its own cookie.</summary>
    public bool Allows(ClaimsPrincipal? user)
    {
        if (_watched.Ended.IsCancellationRequested)
            return false;
        if (ReferenceEquals(user, _known))
            return true;
        if (user?.Identity is not { IsAuthenticated: true } || !_session.IsOf(user))
            return false;
        _known = user;
        return true;
    }

    public void Dispose()
    {
        _registration.Dispose();
        _watched.Dispose();
    }
}
