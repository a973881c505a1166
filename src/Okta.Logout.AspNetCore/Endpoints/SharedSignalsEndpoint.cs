using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary><c>POST /signout/events</c>: Okta pushes security event tokens (RFC 8935).</summary>
internal sealed class SharedSignalsEndpoint(
    SecurityEventValidator validator,
    OktaOrgs<SharedSignalsOptions> orgs,
    TokenTermination termination,
    IOptions<SharedSignalsOptions> options,
    OktaLogoutTelemetry telemetry,
    TimeProvider timeProvider,
    ILogger<SharedSignalsEndpoint> logger) : IncomingTokenEndpoint("shared-signals", telemetry, logger)
{
    private const string MediaType = "application/secevent+jwt";

    protected override IncomingAnswer WrongMethod { get; } = IncomingAnswer.WrongMethod("OL8341");

    public override void Map(IEndpointRouteBuilder group) => Map(group, "/events", new("endpoint_url of the SSF stream"));

    protected override async Task<IncomingAnswer> RunAsync(HttpContext context)
    {
        if (!IsAuthenticated(context.Request))
            return SecurityEventAnswers.NotAuthenticated;
        if (!IncomingRequest.HasMediaType(context, MediaType))
            return SecurityEventAnswers.WrongBody;
        var (body, refusal) = await RequestBody.ReadAsync(context, timeProvider);
        if (refusal is { } status)
            return SecurityEventAnswers.WrongBody with { Status = status };
        var validation = await validator.ValidateAsync(Encoding.UTF8.GetString(body.Span), await orgs.GetAsync(), context.RequestAborted);
        return validation.IsAccepted ? await ObeyAsync(validation.Token!) : SecurityEventAnswers.WrongToken(validation.Refusal);
    }

    protected override Task WriteErrorAsync(HttpResponse response, string error, string description)
    {
        response.Headers.ContentLanguage = "en";
        return response.WriteAsJsonAsync(
            new(error, description), OktaLogoutJsonContext.Default.SecurityEventErrorMessage, cancellationToken: CancellationToken.None);
    }

    // Digests have one length: the time that the comparison takes tells nothing of the secret.
    private bool IsAuthenticated(HttpRequest request) => options.Value.AuthorizationHeader is not { } expected
        || (request.Headers.Authorization is [{ } only] && CryptographicOperations.FixedTimeEquals(Digest(only), Digest(expected)));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    // RFC 8935, section 2: a repeated delivery is answered like the first.
    private async Task<IncomingAnswer> ObeyAsync(SecurityEvent accepted)
    {
        if (accepted.Targets.Count == 0)
            return SecurityEventAnswers.Accepted;
        var outcome = await termination.RunAsync(
            accepted.Issuer, accepted.TokenId, accepted.ReplayableUntil, accepted.Targets, SessionTerminationReason.SharedSignal);
        return outcome is TokenTerminationOutcome.Ended or TokenTerminationOutcome.Replayed ? SecurityEventAnswers.Accepted : SecurityEventAnswers.NotRecorded;
    }
}
