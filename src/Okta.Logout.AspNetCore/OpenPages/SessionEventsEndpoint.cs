using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary><c>GET /signout/session/events</c>: a stream whose only event is <c>signed-out</c>.</summary>
internal sealed class SessionEventsEndpoint(ConnectionSessions connections, TimeProvider timeProvider) : IOktaLogoutEndpoint
{
    public void Map(IEndpointRouteBuilder group) => group.MapGet("/session/events", InvokeAsync)
        .WithDisplayName("Okta.Logout: events of a session").WithMetadata(new MappedEndpoints.Passive());

    private Task InvokeAsync(HttpContext context)
    {
        NoCaching.Apply(context);
        return UncheckedSessions.Refuse(context)
            ? Task.CompletedTask
            : EventStream.WriteAsync(context, NoEvents(), SessionEndedTokens.Get(context, null, connections));
    }

    private async IAsyncEnumerable<SseItem<string>> NoEvents([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken);
        yield break;
    }
}
