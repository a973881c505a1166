using Microsoft.AspNetCore.Antiforgery;

namespace LocalOkta;

/// <summary>The dashboard's own button: ends this browser's session at the org, and with it those of the apps used in it.</summary>
internal static class SignOutEndpoint
{
    public const string Path = "/sign-out";

    public static void MapSignOut(this IEndpointRouteBuilder app) => app.MapPost(Path, HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context, IAntiforgery antiforgery, BrowserSignOut signOut)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return ErrorPages.BadRequest("invalid_request", "The form has expired. Go back, reload the page and try again.");
        }

        return await context.GetBrowserSessionAsync() is { } session
            ? await signOut.EndAsync(context, session, initiator: null, "/")
            : Results.LocalRedirect("/");
    }
}
