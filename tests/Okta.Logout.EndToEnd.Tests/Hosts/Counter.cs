using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>Shows who is there, on which node, and counts the presses of a button.</summary>
public sealed class Counter : ComponentBase
{
    private int _count;
    private string? _user;

    /// <summary>Who is there.</summary>
    [CascadingParameter]
    public required Task<AuthenticationState> State { get; set; }

    /// <summary>The services of the circuit.</summary>
    [Inject]
    public required IServiceProvider Services { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => _user = (await State).User.FindFirst("sub")?.Value;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.AddMarkupContent(0, $"<p id=\"node\">{Services.GetRequiredService<OpenPages.NodeName>().Value}</p><p id=\"user\">{_user ?? "nobody"}</p><p id=\"count\">{_count}</p>");
        builder.OpenElement(1, "button");
        builder.AddAttribute(2, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, () => _count++));
        builder.AddContent(3, "Count");
        builder.CloseElement();
    }
}
