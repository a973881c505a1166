using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LocalOkta;

/// <summary>The administrator's page: sends signals, shows how the apps responded, and says who may sign in.</summary>
public static class AdminEndpoint
{
    public const string Path = "/admin";
    public const string LifecyclePath = Path + "/lifecycle";

    internal static void MapAdmin(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync);
        app.MapPost(Path, SendAsync);
        app.MapPost(LifecyclePath, ChangeAsync);
    }

    private static async Task<IResult> ShowAsync(
        BrowserSessionStore sessions,
        TokenList tokens,
        ClientDirectory clients,
        DeliveryLog log,
        IEnumerable<ISignal> signals,
        UserLifecycle lifecycle,
        CancellationToken cancellationToken) =>
        new RazorComponentResult<AdminPage>(new
        {
            Sessions = sessions.Live,
            Tokens = await tokens.ReadAsync(cancellationToken),
            Clients = clients,
            Deliveries = log.Latest,
            Signals = signals.ToList(),
            Statuses = DemoUsers.All.ToDictionary(user => user, lifecycle.StatusOf),
        });

    private static async Task<IResult> SendAsync(
        SignalSender sender, IEnumerable<ISignal> signals, [FromForm] string? kind, [FromForm] string? userId)
    {
        if (signals.FirstOrDefault(signal => signal.Kind == kind) is { } signal && DemoUsers.Find(userId) is { } user)
        {
            await sender.SendAsync(signal, user);
        }

        return Results.LocalRedirect(Path + "#deliveries");
    }

    private static async Task<IResult> ChangeAsync(
        UserLifecycle lifecycle, [FromForm] string? change, [FromForm] string? userId, CancellationToken cancellationToken)
    {
        if (LifecycleChange.Find(change) is { } wanted && DemoUsers.Find(userId) is { } user)
        {
            await lifecycle.ChangeAsync(user, wanted, cancellationToken);
        }

        return Results.LocalRedirect(Path + "#users");
    }
}
