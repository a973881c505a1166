using Okta.Logout.AspNetCore;

namespace WebApp;

/// <summary>Where a user is signed in: a list, and an end for each session. Browsers send a DELETE of another site only if the app allows it (CORS).</summary>
internal static class UserSessionEndpoints
{
    public static void Map(WebApplication app)
    {
        var endpoints = app.MapGroup("/sessions").AddEndpointFilter(SignedInAsync).AddEndpointFilter(AvailableAsync);
        endpoints.MapGet("", async (HttpContext context, IUserSessions sessions) =>
            Results.Ok((await sessions.ListAsync(context, context.RequestAborted)).Select(session => new
            {
                session.Id,
                Current = session.IsCurrent,
                session.StartedAt,
                session.LastSeenAt,
                session.Description,
            })));
        endpoints.MapDelete("{id}", async (HttpContext context, string id, IUserSessions sessions) => (await sessions.EndAsync(context, id, context.RequestAborted)).Outcome switch
        {
            UserSessionOutcome.Ended => Results.NoContent(),
            UserSessionOutcome.NotFound => Results.NotFound(),
            _ => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
        });
    }

    /// <summary>Answers 503 where the list cannot be read, because where it is kept is down. What ends sessions does not depend on it.</summary>
    public static async ValueTask<object?> AvailableAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            context.HttpContext.RequestServices.GetRequiredService<ILogger<IUserSessions>>().LogWarning("The sessions cannot be listed ({ExceptionType}).", exception.GetType().Name);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    // A script gets no redirect to Okta, which it could not follow.
    private static async ValueTask<object?> SignedInAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.User.Identity?.IsAuthenticated is true ? await next(context) : Results.Unauthorized();
}
