using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>A Blazor app of one page, which is interactive on the server. Without sticky sessions, a circuit needs a WebSocket from the start.</summary>
public sealed class InteractiveApp : ComponentBase
{
    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.AddMarkupContent(0, "<!DOCTYPE html>");
        builder.OpenElement(1, "html");
        builder.AddMarkupContent(2, "<head><title>Blazor</title><base href=\"/\"></head>");
        builder.OpenElement(3, "body");
        builder.OpenComponent<Counter>(4);
        builder.AddComponentRenderMode(new InteractiveServerRenderMode(prerender: false));
        builder.CloseComponent();
        builder.AddMarkupContent(5, """
            <script src="_framework/blazor.web.js" autostart="false"></script>
            <script>Blazor.start({ circuit: { configureSignalR: builder => builder.withUrl("_blazor", { skipNegotiation: true, transport: 1 }) } });</script>
            """);
        builder.CloseElement();
        builder.CloseElement();
    }

    /// <summary>The route of the page.</summary>
    [Route("/circuit-page")]
    public sealed class Page : ComponentBase;
}
