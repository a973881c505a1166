using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Okta.Logout.AspNetCore;

/// <summary><c>POST /signout/events</c>: Okta pushes security event tokens (RFC 8935).</summary>
internal sealed partial class SharedSignalsEndpoint(
    SecurityEventValidator validator,
    OktaOrgs<SharedSignalsOptions> orgs,
    TokenTermination termination,
    IOptions<SharedSignalsOptions> options,
    OktaLogoutTelemetry telemetry,
    TimeProvider timeProvider,
    ILogger<SharedSignalsEndpoint> logger) : IOktaLogoutEndpoint
{
    private const string MediaType = "application/secevent+jwt";

    // All methods: the 405 that routing would make up is subject to the app's fallback policy, and may be a redirect to a login page.
    public void Map(IEndpointRouteBuilder group) => group.Map("/events", InvokeAsync).WithDisplayName("Okta.Logout: shared signals");

    private async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context, IncomingRequest.IsPost(context) ? await RunAsync(context) : SecurityEventAnswer.WrongMethod);
        }
        catch (SigningKeysUnavailableException exception)
        {
            Log.KeysUnavailable(logger, exception.Message);
            await AnswerAsync(context, SecurityEventAnswer.NoKeys(exception.RetryAfter));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer, and nothing was done yet.
        }
    }

    private async Task<SecurityEventAnswer> RunAsync(HttpContext context)
    {
        if (!IsAuthenticated(context.Request))
            return SecurityEventAnswer.NotAuthenticated;
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var contentType) || !contentType.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
            return SecurityEventAnswer.WrongBody;
        var (body, refusal) = await RequestBody.ReadAsync(context, timeProvider);
        if (refusal is { } status)
            return SecurityEventAnswer.Unread(status);
        var validation = await validator.ValidateAsync(Encoding.UTF8.GetString(body.Span), await orgs.GetAsync(), context.RequestAborted);
        return validation.IsAccepted ? await ObeyAsync(validation.Token!) : SecurityEventAnswer.WrongToken(validation.Refusal);
    }

    // Digests have one length: the time that the comparison takes tells nothing of the secret.
    private bool IsAuthenticated(HttpRequest request) => options.Value.AuthorizationHeader is not { } expected
        || (request.Headers.Authorization is [{ } only] && CryptographicOperations.FixedTimeEquals(Digest(only), Digest(expected)));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    // RFC 8935, section 2: a repeated delivery is answered like the first.
    private async Task<SecurityEventAnswer> ObeyAsync(SecurityEvent accepted)
    {
        if (accepted.Targets.Count == 0)
            return SecurityEventAnswer.Accepted;
        var outcome = await termination.RunAsync(
            accepted.Issuer, accepted.TokenId, accepted.ReplayableUntil, accepted.Targets, SessionTerminationReason.SharedSignal);
        return outcome is TokenTerminationOutcome.Ended or TokenTerminationOutcome.Replayed ? SecurityEventAnswer.Accepted : SecurityEventAnswer.NotRecorded;
    }

    private async Task AnswerAsync(HttpContext context, SecurityEventAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.ErrorId is null)
            return;
        Log.Refused(logger, answer.Status, answer.ErrorId, answer.Reason);
        telemetry.RequestRejected("events", answer.ErrorId);
        if (answer.RetryAfter is { } time)
            IncomingRequest.RetryAfter(context, time);
        context.Response.Headers.ContentLanguage = "en";
        await context.Response.WriteAsJsonAsync(
            new(answer.Code, $"{answer.ErrorId}: {answer.Reason}"), OktaLogoutJsonContext.Default.SecurityEventErrorMessage, cancellationToken: CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(8311, LogLevel.Warning, "A shared signal was answered with {Status}. {Id}: {Reason}")]
        public static partial void Refused(ILogger logger, int status, string id, string reason);

        [LoggerMessage(8312, LogLevel.Error, "A security event token could not be judged. {Reason}")]
        public static partial void KeysUnavailable(ILogger logger, string reason);
    }
}
