using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary><c>GET /signout</c>: a page with the form that a link, a bookmark or a prefetch cannot press. Ends nothing.</summary>
internal sealed class SignOutConfirmationEndpoint(IOktaLogoutPages pages, ReturnUrlPolicy returnUrls)
{
    public static Task HandleAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<SignOutConfirmationEndpoint>().InvokeAsync(context);

    private Task InvokeAsync(HttpContext context)
    {
        SignOutResponse.ForbidCaching(context);
        var request = context.Request;
        var asked = request.Query["returnUrl"] is { Count: 1 } values ? values[0] : null;
        return pages.WriteConfirmationAsync(context, request.PathBase + request.Path, returnUrls.Accept(asked, request.PathBase));
    }
}
