using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary><c>POST /signout/backchannel</c>: the provider ends sessions by a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.5).</summary>
internal sealed partial class BackChannelLogoutEndpoint(
    LogoutTokenReader reader,
    LogoutTokenValidator validator,
    TrustedIssuers issuers,
    TokenTermination termination,
    OktaLogoutTelemetry telemetry,
    ILogger<BackChannelLogoutEndpoint> logger) : IOktaLogoutEndpoint
{
    private static readonly TimeSpan RetryAfterStore = TimeSpan.FromSeconds(10);

    // All methods: the 405 that routing would make up is subject to the app's fallback policy, and may be a redirect to a login page.
    public void Map(IEndpointRouteBuilder group) => group.Map("/backchannel", InvokeAsync)
        .WithDisplayName("Okta.Logout: back-channel logout");

    private async Task InvokeAsync(HttpContext context)
    {
        if (!IncomingRequest.IsPost(context))
        {
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "OL8401", "The method has to be POST.");
            return;
        }

        var (token, status) = await reader.ReadAsync(context);
        if (token is null)
            await RefuseAsync(context, status, "OL8402", "The body has to be a form of bounded size with exactly one logout_token.");
        else
            await JudgeAsync(context, token);
    }

    private async Task JudgeAsync(HttpContext context, string text)
    {
        try
        {
            var validation = await validator.ValidateAsync(text, await issuers.GetAsync(), context.RequestAborted);
            if (validation.IsAccepted)
                await ObeyAsync(context, validation.Token!);
            else
                await RefuseAsync(context, StatusCodes.Status400BadRequest, validation.Refusal.Id, validation.Refusal.Reason);
        }
        catch (SigningKeysUnavailableException exception)
        {
            Log.KeysUnavailable(logger, exception.Message);
            await RetryLaterAsync(context, exception.Message[..6], "The keys of the issuer cannot be had.", exception.RetryAfter);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer, and nothing was done yet.
        }
    }

    private async Task ObeyAsync(HttpContext context, LogoutToken token)
    {
        var outcome = await termination.RunAsync(
            token.Issuer, token.TokenId, token.ReplayableUntil, [token.Target], SessionTerminationReason.BackChannelLogout);
        switch (outcome)
        {
            case TokenTerminationOutcome.Ended:
                context.Response.StatusCode = StatusCodes.Status200OK;
                break;
            case TokenTerminationOutcome.Replayed:
                await RefuseAsync(context, StatusCodes.Status400BadRequest, TokenRefusal.Replayed.Id, TokenRefusal.Replayed.Reason);
                break;
            case TokenTerminationOutcome.Incomplete:
                await RefuseAsync(context, StatusCodes.Status400BadRequest, "OL8403", "A part of the logout failed. The token may be sent again.");
                break;
            default:
                await RetryLaterAsync(context, "OL8404", "The logout cannot be recorded. The token may be sent again.", RetryAfterStore);
                break;
        }
    }

    private Task RetryLaterAsync(HttpContext context, string id, string reason, TimeSpan retryAfter)
    {
        IncomingRequest.RetryAfter(context, retryAfter);
        return AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "temporarily_unavailable", id, reason);
    }

    private Task RefuseAsync(HttpContext context, int status, string id, string reason) => AnswerAsync(context, status, "invalid_request", id, reason);

    private Task AnswerAsync(HttpContext context, int status, string error, string id, string reason)
    {
        Log.Refused(logger, status, id, reason);
        telemetry.RequestRejected("backchannel", id);
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new(error, $"{id}: {reason}"), OktaLogoutJsonContext.Default.IncomingErrorMessage, cancellationToken: CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(8401, LogLevel.Warning, "A back-channel logout was answered with {Status}. {Id}: {Reason}")]
        public static partial void Refused(ILogger logger, int status, string id, string reason);

        [LoggerMessage(8402, LogLevel.Error, "A logout token could not be judged. {Reason}")]
        public static partial void KeysUnavailable(ILogger logger, string reason);
    }
}
