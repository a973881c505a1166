using System.Net;

namespace LocalOkta;

/// <summary>The administrator's page for tests.</summary>
internal static class SignalApi
{
    public static void MapSignalApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/deliveries", (DeliveryLog log) => Results.Json(new { Deliveries = log.Latest }));
        app.MapPost("/api/send", SendAsync).DisableAntiforgery();
    }

    private static async Task<IResult> SendAsync(
        HttpContext context, SignalSender sender, IEnumerable<ISignal> signals, SendCommand command)
    {
        if (!IsLocalProgram(context))
        {
            return Refuse(StatusCodes.Status403Forbidden, "Only programs on this machine may send, and no web page.");
        }

        return signals.FirstOrDefault(signal => signal.Kind == command.Kind) is { } signal
            && DemoUsers.Find(command.UserId) is { } user
                ? Results.Json(new { Deliveries = await sender.SendAsync(signal, user) })
                : Refuse(StatusCodes.Status400BadRequest, "There is no such kind or no such user.");
    }

    private static IResult Refuse(int status, string error) => Results.Json(new { Error = error }, statusCode: status);

    // JSON has no antiforgery token. Browsers, through which another site could send a request, say so in this header.
    private static bool IsLocalProgram(HttpContext context) =>
        context.Request.Headers.Origin.Count == 0
        && (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address));
}
