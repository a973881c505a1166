using Microsoft.AspNetCore.Antiforgery;

namespace LocalOkta;

/// <summary>The dashboard's own button: ends this browser's session at the org and tells no app.</summary>
internal static class SignOutEndpoint
{
    public const string Path = "/sign-out";

    public static void MapSignOut(this IEndpointRouteBuilder app) => app.MapPost(Path, HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return ErrorPages.BadRequest("invalid_request", "The form has expired. Go back, reload the page and try again.");
        }

        await context.EndBrowserSessionAsync();
        return Results.LocalRedirect("/");
    }
}
