using LocalOkta;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.FileProviders;

namespace Demo;

/// <summary>
/// The page that the demo begins with: both apps, and what an administrator can do. Local Okta's host serves it, so that its sign-in and its forms
/// are at hand.
/// </summary>
internal static class StageEndpoints
{
    public const string StartPath = "/demo";

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
    }

    private static async Task<IResult> StartAsync(HttpContext context, DeliveryLog log, TimeProvider clock)
    {
        // Tokens tell times in seconds: a session that begins in the second in which all of a user's were ended counts as one of them.
        if (log.Latest is [var latest, ..] && latest.Time.AddSeconds(1) - clock.GetUtcNow() is { Ticks: > 0 } rest)
            await Task.Delay(rest, clock, context.RequestAborted);
        await context.BeginBrowserSessionAsync(Visitor, clock.GetUtcNow());
        return Results.LocalRedirect(StagePath);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, ClientDirectory clients, IEnumerable<ISignal> signals, DeliveryLog log) =>
        new RazorComponentResult<StagePage>(new
        {
            Origin = $"{context.Request.Scheme}://{context.Request.Host}",
            // Okta signs in without a question where it has a session; where it has none it would ask, and its questions refuse to be framed.
            AppPath = await context.GetBrowserSessionAsync() is null ? "/" : "/signin",
            User = Visitor,
            Clients = clients,
            Signals = signals.ToList(),
            Deliveries = log.Latest,
        });
}
