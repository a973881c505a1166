using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Asks the user to confirm a sign-out, with a button that only the user can press.</summary>
internal sealed class SignOutConfirmation(ChosenPages pages, PublicAddress publicAddress, ReturnUrls returnUrls)
{
    public Task WriteAsync(HttpContext context, string? returnUrl)
    {
        var path = publicAddress.PathBase(context) + context.Request.Path;
        var accepted = returnUrls.Accept(context, returnUrl);
        if (HttpMethods.IsPost(context.Request.Method) && SignOutClient.KindOf(context.Request) is not SignOutClientKind.Browser and var library)
        {
            // The library has taken the form over, and cannot show a page instead.
            context.Response.StatusCode = StatusCodes.Status200OK;
            SignOutResponse.LeadOn(context.Response, library, path + (accepted is null ? default : QueryString.Create("returnUrl", accepted)));
            return Task.CompletedTask;
        }

        return SignOutClient.IsInFrame(context.Request)
            ? LinkPages.WriteConfirmOutsideAsync(context)
            : pages.WriteAsync(context, page => page.WriteConfirmationAsync(context, new(path) { ReturnUrl = accepted }));
    }
}
