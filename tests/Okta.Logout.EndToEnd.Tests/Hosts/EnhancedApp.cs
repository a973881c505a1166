using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>A Blazor app of one page, rendered on the server, whose sign-out form has enhanced navigation.</summary>
public sealed class EnhancedApp : ComponentBase
{
    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, """
        <!DOCTYPE html><html><head><title>Blazor</title><base href="/"></head><body>
        <p>You are signed in</p>
        <form method="post" action="signout" data-enhance><button>Sign out</button></form>
        <p><a href="signout">Leave</a></p>
        <script src="_framework/blazor.web.js"></script>
        </body></html>
        """);

    /// <summary>The route of the page.</summary>
    [Route("/blazor")]
    public sealed class Page : ComponentBase;
}
