using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>An endpoint for servers that prove by a signed token who they are: POST only, never kept, and without a cookie in the answer.</summary>
internal abstract partial class IncomingTokenEndpoint(string name, OktaLogoutTelemetry telemetry, ILogger logger) : IOktaLogoutEndpoint
{
    protected abstract IncomingAnswer WrongMethod { get; }

    public abstract void Map(IEndpointRouteBuilder group);

    /// <summary>Judges the request, obeys it, and returns what to say.</summary>
    protected abstract Task<IncomingAnswer> RunAsync(HttpContext context);

    protected virtual Task WriteErrorAsync(HttpResponse response, string error, string description) => response.WriteAsJsonAsync(
        new(error, description), OktaLogoutJsonContext.Default.IncomingErrorMessage, cancellationToken: CancellationToken.None);

    // All methods: the 405 that routing would make up is subject to the app's fallback policy, and may be a redirect to a login page.
    protected void Map(IEndpointRouteBuilder group, string path, AddressToRegister address) =>
        group.Map(path, InvokeAsync).WithDisplayName($"Okta.Logout: {name}").WithMetadata(address);

    private async Task InvokeAsync(HttpContext context)
    {
        IncomingRequest.Prepare(context);
        try
        {
            await AnswerAsync(context, HttpMethods.IsPost(context.Request.Method) ? await RunAsync(context) : WrongMethod);
        }
        catch (SigningKeysUnavailableException exception)
        {
            Log.KeysUnavailable(logger, name, exception.Message);
            await AnswerAsync(context, IncomingAnswer.NoKeys(exception));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nothing was done yet. Mostly nobody waits for an answer; where the app limits the time of its requests, the sender does.
            await AnswerAsync(context, IncomingAnswer.Outage("OL8303", "The request has ended before the token could be judged. It may be sent again."));
        }
    }

    private Task AnswerAsync(HttpContext context, IncomingAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.ErrorId is null)
            return Task.CompletedTask;
        Log.Refused(logger, name, answer.Status, answer.ErrorId, answer.Reason);
        telemetry.RequestRejected(name, answer.ErrorId);
        if (answer.Status is StatusCodes.Status405MethodNotAllowed)
            context.Response.Headers.Allow = HttpMethods.Post;
        if (answer.RetryAfter is { } time)
            IncomingRequest.RetryAfter(context, time);
        if (answer.Challenge is not null)
            context.Response.Headers.WWWAuthenticate = answer.Challenge;
        return WriteErrorAsync(context.Response, answer.Error, $"{answer.ErrorId}: {answer.Reason}");
    }

    private static partial class Log
    {
        [LoggerMessage(8001, LogLevel.Warning, "A request to the endpoint for {Channel} was answered with {Status}. {Id}: {Reason}")]
        public static partial void Refused(ILogger logger, string channel, int status, string id, string reason);

        [LoggerMessage(8002, LogLevel.Error, "A token at the endpoint for {Channel} could not be judged. {Reason}")]
        public static partial void KeysUnavailable(ILogger logger, string channel, string reason);
    }
}
