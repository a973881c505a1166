using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace LocalOkta;

/// <summary>The sign-in page.</summary>
internal static class LoginEndpoint
{
    public const string Path = "/login";

    public static void MapLogin(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (string? returnUrl) => new RazorComponentResult<LoginPage>(new { ReturnUrl = LocalOrHome(returnUrl) }));
        app.MapPost(Path, SignInAsync);
    }

    public static string UrlFor(string returnUrl) => QueryHelpers.AddQueryString(Path, "returnUrl", returnUrl);

    private static async Task<IResult> SignInAsync(
        HttpContext context, TimeProvider clock, UserLifecycle lifecycle, [FromForm] string? userId, [FromForm] string? returnUrl)
    {
        if (DemoUsers.Find(userId) is not { } user)
        {
            return Results.LocalRedirect(UrlFor(LocalOrHome(returnUrl)));
        }

        if (lifecycle.StatusOf(user) is not UserStatus.Active and var status)
        {
            return ErrorPages.Page(
                StatusCodes.Status403Forbidden, "access_denied", $"{user.Name} may not sign in, because an administrator has set the status {status}.");
        }

        await context.BeginBrowserSessionAsync(user, clock.GetUtcNow());
        return Results.LocalRedirect(LocalOrHome(returnUrl));
    }

    private static string LocalOrHome(string? returnUrl) => RedirectHttpResult.IsLocalUrl(returnUrl) ? returnUrl! : "/";
}
