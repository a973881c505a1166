using Microsoft.AspNetCore.Http.HttpResults;

namespace LocalOkta;

/// <summary>Who is signed in and which tokens are valid, for people.</summary>
internal static class DashboardEndpoint
{
    public static void MapDashboard(this IEndpointRouteBuilder app) => app.MapGet("/", HandleAsync);

    private static async Task<IResult> HandleAsync(
        HttpContext context, BrowserSessionStore sessions, SessionApps apps, TokenList tokens, ClientDirectory clients) =>
        new RazorComponentResult<DashboardPage>(new
        {
            Session = await context.GetBrowserSessionAsync(),
            Sessions = sessions.Live,
            Apps = apps,
            Tokens = await tokens.ReadAsync(context.RequestAborted),
            Clients = clients,
        });
}
