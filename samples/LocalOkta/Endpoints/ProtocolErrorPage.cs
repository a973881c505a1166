using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace LocalOkta;

/// <summary>Writes a page for responses with a status and no body, such as those to refused authorization requests.</summary>
internal static class ProtocolErrorPage
{
    public static Task WriteAsync(StatusCodeContext statusCode)
    {
        var context = statusCode.HttpContext;
        var status = context.Response.StatusCode;
        var refusal = context.GetOpenIddictServerResponse();
        var page = ErrorPages.Page(
            status,
            refusal?.Error ?? ReasonPhrases.GetReasonPhrase(status),
            refusal?.ErrorDescription ?? (status == StatusCodes.Status404NotFound
                ? "There is nothing to see at this address."
                : "Go back, reload the page and try again."));
        return page.ExecuteAsync(context);
    }
}
