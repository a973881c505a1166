using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

namespace Okta.Logout.AspNetCore;

/// <summary>Refuses a sign-out whose response can no longer delete cookies, before anything has ended.</summary>
internal static class OpenResponse
{
    /// <exception cref="InvalidOperationException">The headers have been sent already, or the browser would ignore them.</exception>
    public static void Require(HttpContext context)
    {
        // With long polling, the response of a connection has not started.
        if (context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null)
        {
            throw new InvalidOperationException(
                "OL6204: A sign-out was asked for in a SignalR connection, such as the circuit of an interactive Blazor component, in which no cookie can be deleted. Nothing was ended. Let the browser send a form to POST /signout, or load GET /signout with NavigateTo(\"/signout\", forceLoad: true).").WithHelpLink();
        }

        if (context.Response.HasStarted)
        {
            throw new InvalidOperationException(
                "OL6204: A sign-out was asked for after the response had begun, so that no cookie can be deleted. Nothing was ended. Sign out before anything is written.").WithHelpLink();
        }
    }
}
