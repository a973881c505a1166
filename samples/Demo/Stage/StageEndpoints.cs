using LocalOkta;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.FileProviders;
using Okta.Logout;

namespace Demo;

/// <summary>
/// The page that the demo begins with: the apps, and what an administrator can do. Local Okta's host serves it, which has the
/// sign-in and the forms.
/// </summary>
internal static class StageEndpoints
{
    public const string StartPath = "/demo";

    public const string RevokePath = "/demo/revoke";

    public const string ConsoleSignInPath = "/demo/console/signin";

    public const string ConsoleSignOutPath = "/demo/console/signout";

    private const string StagePath = "/demo/stage";

    private static DemoUser Visitor { get; } = DemoUsers.All[0];

    public static void MapStage(this WebApplication okta)
    {
        okta.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new EmbeddedFileProvider(typeof(StageEndpoints).Assembly, "Demo.Assets"),
            RequestPath = "/demo/assets",
        });
        okta.MapGet(StartPath, StartAsync);
        okta.MapGet(StagePath, ShowAsync);
        okta.MapPost(RevokePath, RevokeAsync);
        okta.MapGet(ConsoleSignInPath, (DemoConsole console, CancellationToken cancellationToken) => VisitAsync(console, "login", cancellationToken));
        okta.MapPost(ConsoleSignOutPath, (IFormCollection _, DemoConsole console, CancellationToken cancellationToken) => VisitAsync(console, "logout", cancellationToken));
    }

    // As a service of a company would do it, with the library, by Okta's API.
    private static async Task<IResult> RevokeAsync(IOktaUserSessions sessions, [FromForm] string? userId, CancellationToken cancellationToken)
    {
        if (DemoUsers.Find(userId) is { } user)
            await sessions.RevokeGloballyAsync(user.Id, cancellationToken);
        return Results.LocalRedirect(StagePath);
    }

    // The window or frame of this request is the program's browser.
    private static async Task<IResult> VisitAsync(DemoConsole console, string command, CancellationToken cancellationToken) =>
        await console.BeginAsync(command, cancellationToken) is { } address ? Results.Redirect(address) : Results.Text($"The program needs no browser. {console.Answer}");

    private static async Task<IResult> StartAsync(HttpContext context, DeliveryLog log, TimeProvider clock)
    {
        // Times in tokens are in seconds, so a session that begins in the same second as a sign-out of all sessions ends, too.
        if (log.Latest is [var latest, ..] && latest.Time.AddSeconds(1) - clock.GetUtcNow() is { Ticks: > 0 } rest)
            await Task.Delay(rest, clock, context.RequestAborted);
        await context.BeginBrowserSessionAsync(Visitor, clock.GetUtcNow());
        return Results.LocalRedirect(StagePath);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, IReadOnlyList<DemoApp> apps, DemoConsole console, ClientDirectory clients, IEnumerable<ISignal> signals, DeliveryLog log) =>
        new RazorComponentResult<StagePage>(new
        {
            Origin = $"{context.Request.Scheme}://{context.Request.Host}",
            // With a session at Okta, the sign-in shows no page. Without one, Okta's sign-in page would appear, which must not be framed.
            IsSignedIn = await context.GetBrowserSessionAsync() is not null,
            User = Visitor,
            Apps = apps,
            Console = console.Answer,
            Clients = clients,
            Signals = signals.ToList(),
            Deliveries = log.Latest,
        });
}
