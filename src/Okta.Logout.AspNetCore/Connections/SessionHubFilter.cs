using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;

namespace Okta.Logout.AspNetCore;

/// <summary>Ends connections of SignalR with their session, on each node those that it has: SignalR itself cannot reach a connection of another node.</summary>
internal sealed class SessionHubFilter(ConnectionSessions connections, CircuitConnections circuits) : IHubFilter
{
    private static readonly object Key = new();

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (context.Context.GetHttpContext() is not { } request)
        {
            await next(context);
            return;
        }

        var sessions = await connections.FindAsync(request);
        if (IsOfCircuits(context.Hub))
            context.Context.Items[Key] = circuits.Create(context.Context, request, sessions);
        else if (sessions.Count > 0)
            context.Context.Items[Key] = new HubConnectionSession(context.Context, sessions[0], connections.Watch(sessions));
        try
        {
            await next(context);
        }
        catch
        {
            // SignalR then does not say that the connection has ended.
            Dispose(context.Context);
            throw;
        }
    }

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var caller = invocationContext.Context;
        switch (caller.Items.TryGetValue(Key, out var value) ? value : null)
        {
            case CircuitConnection circuit:
                return await circuit.RunAsync(() => next(invocationContext));
            case HubConnectionSession session when !session.Allows(caller.User):
                caller.Abort();
                throw new HubException("The session has ended.");
            default:
                return await next(invocationContext);
        }
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        Dispose(context.Context);
        return next(context, exception);
    }

    // A page whose circuit is cut off shows that it tries to reconnect. A circuit ends in another way.
    private static bool IsOfCircuits(Hub hub) => hub.GetType().Assembly == typeof(CircuitHandler).Assembly;

    private static void Dispose(HubCallerContext caller)
    {
        if (caller.Items.Remove(Key, out var value))
            (value as IDisposable)?.Dispose();
    }
}
