using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LocalOkta;

/// <summary>The administrator's page: sends signals, and shows what the apps answered.</summary>
public static class AdminEndpoint
{
    public const string Path = "/admin";

    internal static void MapAdmin(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync);
        app.MapPost(Path, SendAsync);
    }

    private static async Task<IResult> ShowAsync(
        BrowserSessionStore sessions,
        TokenList tokens,
        ClientDirectory clients,
        DeliveryLog log,
        IEnumerable<ISignal> signals,
        CancellationToken cancellationToken) =>
        new RazorComponentResult<AdminPage>(new
        {
            Sessions = sessions.Live,
            Tokens = await tokens.ReadAsync(cancellationToken),
            Clients = clients,
            Deliveries = log.Latest,
            Signals = signals.ToList(),
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
}
