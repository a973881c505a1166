using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Okta.Logout.AspNetCore;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>Pages that keep a connection open: by server-sent events, by a hub of SignalR, and as a circuit of Blazor. Each shows the node that it is connected to.</summary>
internal static class OpenPages
{
    private const string EventsPage = """
        <!DOCTYPE html><title>Events</title><p id="node"></p><p id="state">open</p>
        <script>
        const source = new EventSource("/events");
        source.onmessage = event => node.textContent = event.data;
        source.addEventListener("signed-out", () => state.textContent = "signed out");
        source.onerror = () => { if (source.readyState === EventSource.CLOSED) state.textContent += ", closed for good"; };
        </script>
        """;

    // The JSON protocol of SignalR, without its library.
    private const string HubPage = """
        <!DOCTYPE html><title>Hub</title><p id="node"></p><p id="state">open</p>
        <script>
        const socket = new WebSocket(`ws://${location.host}/hub`);
        socket.onopen = () => {
          socket.send('{"protocol":"json","version":1}\u001e');
          socket.send('{"type":1,"invocationId":"1","target":"Node","arguments":[]}\u001e');
        };
        socket.onmessage = event => {
          for (const message of event.data.split("\u001e").filter(text => text).map(JSON.parse)) if (message.type === 3) node.textContent = message.result;
        };
        socket.onclose = () => state.textContent = "closed";
        </script>
        """;

    public static void AddServices(IServiceCollection services, string node)
    {
        services.AddAuthorization();
        services.AddSignalR();
        services.AddCascadingAuthenticationState();
        services.AddRazorComponents().AddInteractiveServerComponents(options => options.DetailedErrors = true);
        services.AddSingleton(new NodeName(node));
    }

    public static void Map(WebApplication app, string node)
    {
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapGet("/events-page", () => Results.Content(EventsPage, "text/html"));
        app.MapGet("/events", () => new SessionEventsResult(Events(node))).RequireAuthorization();
        app.MapGet("/hub-page", () => Results.Content(HubPage, "text/html"));
        app.MapHub<NodeHub>("/hub").RequireAuthorization();
        app.MapGet("/_framework/blazor.web.js", () => Results.File(Path.Combine(AppContext.BaseDirectory, "blazor.web.js"), "text/javascript"));
        app.MapRazorComponents<InteractiveApp>().AddInteractiveServerRenderMode().WithMetadata(new RequireAntiforgeryTokenAttribute(required: false));
    }

    private static async IAsyncEnumerable<SseItem<string>> Events(string node, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return new(node);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    /// <summary>Which node this is.</summary>
    public sealed record NodeName(string Value);

    /// <summary>A hub that says where it is.</summary>
    public sealed class NodeHub(NodeName node) : Hub
    {
        public string Node() => node.Value;
    }
}
