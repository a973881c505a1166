using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary><c>POST /signout/universal</c>: Okta commands that a user is signed out everywhere. Who asks is judged before what is asked.</summary>
internal sealed partial class UniversalLogoutEndpoint(
    UniversalLogoutTokenValidator validator,
    OktaOrgs<UniversalLogoutOptions> orgs,
    UniversalLogoutCommand command,
    OktaLogoutTelemetry telemetry,
    ILogger<UniversalLogoutEndpoint> logger) : IOktaLogoutEndpoint
{
    // All methods: the 405 that routing would make up is subject to the app's fallback policy, and may be a redirect to a login page.
    public void Map(IEndpointRouteBuilder group) => group.Map("/universal", InvokeAsync).WithDisplayName("Okta.Logout: Universal Logout");

    private async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context, IncomingRequest.IsPost(context) ? await RunAsync(context) : UniversalLogoutAnswer.WrongMethod);
        }
        catch (SigningKeysUnavailableException exception)
        {
            Log.KeysUnavailable(logger, exception.Message);
            await AnswerAsync(context, UniversalLogoutAnswer.NoKeys(exception.RetryAfter));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer, and nothing was done yet.
        }
    }

    private async Task<UniversalLogoutAnswer> RunAsync(HttpContext context)
    {
        if (BearerToken.Read(context.Request) is not { } text)
            return UniversalLogoutAnswer.NoToken;
        var validation = await validator.ValidateAsync(text, await orgs.GetAsync(), context.RequestAborted);
        return validation.IsAccepted
            ? await command.RunAsync(context, validation.Token!)
            : UniversalLogoutAnswer.WrongToken(validation.Refusal);
    }

    private async Task AnswerAsync(HttpContext context, UniversalLogoutAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.ErrorId is null)
            return;
        Log.Refused(logger, answer.Status, answer.ErrorId, answer.Reason);
        telemetry.RequestRejected("universal", answer.ErrorId);
        if (answer.RetryAfter is { } time)
            IncomingRequest.RetryAfter(context, time);
        if (answer.Challenge is not null)
            context.Response.Headers.WWWAuthenticate = answer.Challenge;
        await context.Response.WriteAsJsonAsync(
            new(answer.Error, $"{answer.ErrorId}: {answer.Reason}"), OktaLogoutJsonContext.Default.IncomingErrorMessage, cancellationToken: CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(8211, LogLevel.Warning, "A Universal Logout request was answered with {Status}. {Id}: {Reason}")]
        public static partial void Refused(ILogger logger, int status, string id, string reason);

        [LoggerMessage(8212, LogLevel.Error, "A Universal Logout token could not be judged. {Reason}")]
        public static partial void KeysUnavailable(ILogger logger, string reason);
    }
}
