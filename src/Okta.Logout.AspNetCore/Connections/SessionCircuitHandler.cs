using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Ends a circuit of Blazor with its session: the user becomes anonymous, the page leaves for the signed-out path, and nothing that it still sends runs. A page that
/// does not leave loses its connection.
/// </summary>
internal sealed class SessionCircuitHandler(
    IServiceProvider services, ConnectionSessions connections, SignOutsUnderWay signOuts, TimeProvider timeProvider) : CircuitHandler, IDisposable
{
    private static readonly TimeSpan LongestSignOut = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeToFollowSignOut = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(5);
    private static readonly Task<AuthenticationState> Anonymous = Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity())));

    private readonly List<IDisposable> _watches = [];
    private readonly CancellationTokenSource _disposed = new();
    private volatile IReadOnlyList<RequestSession> _sessions = [];
    private SynchronizationContext? _dispatcher;
    private PausedCircuit? _paused;
    private volatile CircuitConnection? _connection;
    private CircuitConnection? _leaving;
    private volatile bool _isEnded;
    private bool _isRefusedAtStart;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        // Only there may components be changed.
        _dispatcher = SynchronizationContext.Current;
        if (services.GetService<PersistentComponentState>() is { } state)
            _paused = PausedCircuit.Resume(state, () => _sessions);
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (CircuitConnection.Current is not { } connection)
            return Task.CompletedTask;
        _connection = connection;
        if (_sessions.Count == 0 && _paused?.MayGoOn(connection.Sessions) is false)
            _isEnded = _isRefusedAtStart = true;
        else if (_sessions.Count > 0 && !connection.Sessions.Any(IsOfThisUser))
            _isEnded = true;
        else
            Watch([.. connection.Sessions.Where(session => !_sessions.Any(known => IsSame(known, session)))]);
        if (_isEnded)
        {
            connection.Refuse(this);
            Leave();
        }

        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _connection = null;
        return Task.CompletedTask;
    }

    // Blazor needs the components with which a resumed circuit begins. It waits for them until the page has left.
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        context => !_isEnded ? next(context) : _isRefusedAtStart ? Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, _disposed.Token) : Task.CompletedTask;

    /// <summary>Makes the user anonymous and sends the page away: at once, and again when a connection is there that has changed the user.</summary>
    public void Leave() => Leave(TimeSpan.Zero);

    public void Dispose()
    {
        foreach (var watch in _watches)
            watch.Dispose();
        _paused?.Dispose();
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private static bool IsSame(RequestSession one, RequestSession other) => one.Session.TicketId == other.Session.TicketId;

    private bool IsOfThisUser(RequestSession session) => _sessions.Any(known => IsSame(known, session)
        || (session.Session.Subject is { } subject && subject == known.Session.Subject && session.Session.Issuer == known.Session.Issuer));

    private void Watch(IReadOnlyList<RequestSession> sessions)
    {
        if (sessions.Count == 0)
            return;
        _sessions = [.. _sessions, .. sessions];
        var watched = connections.Watch(sessions);
        _watches.Add(watched);
        _watches.Add(watched.Ended.UnsafeRegister(static handler => ((SessionCircuitHandler)handler!).End(), this));
    }

    // Another node may be about to respond to the sign-out of this very page, so also an end from there gives the page time.
    private void End()
    {
        _isEnded = true;
        Leave(TimeToFollowSignOut);
    }

    private void Leave(TimeSpan grace)
    {
        _dispatcher?.Post(static handler => ((SessionCircuitHandler)handler!).ForgetUser(), this);

        // A browser can ignore where it is sent, and components may go on to send it what changes. So only one connection has time to leave, however often the
        // browser connects again.
        if (_connection is not { } connection)
            return;
        var leaving = Interlocked.CompareExchange(ref _leaving, connection, null);
        if (leaving is null)
            BackgroundTask.Observe(LeaveAsync(connection, grace));
        else if (leaving != connection)
            connection.Abort();
    }

    private async Task LeaveAsync(CircuitConnection connection, TimeSpan grace)
    {
        var cancellationToken = _disposed.Token;
        try
        {
            await signOuts.WhenRespondedAsync(_sessions).WaitAsync(LongestSignOut, timeProvider, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The page does not get to Okta any more.
        }

        await Task.Delay(grace, timeProvider, cancellationToken);
        _dispatcher?.Post(static handler => ((SessionCircuitHandler)handler!).GoToSignedOutPath(), this);
        await Task.Delay(TimeToLeave, timeProvider, cancellationToken);
        connection.Abort();
    }

    private void ForgetUser()
    {
        try
        {
            if (services.GetService<AuthenticationStateProvider>() is IHostEnvironmentAuthenticationStateProvider provider)
                provider.SetAuthenticationState(Anonymous);
        }
        catch (Exception)
        {
            // Code of the app listens to changes of the user. The page leaves all the same.
        }
    }

    private void GoToSignedOutPath()
    {
        try
        {
            if (_connection is { } connection)
                services.GetRequiredService<NavigationManager>().NavigateTo(connection.SignedOutPath, forceLoad: true);
        }
        catch (Exception)
        {
            // Code of the app listens to navigation. The connection is cut all the same.
        }
    }
}
