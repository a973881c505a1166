using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary><c>POST /signout/backchannel</c>: the provider ends sessions by a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.5).</summary>
internal sealed class BackChannelLogoutEndpoint(
    LogoutTokenReader reader,
    LogoutTokenValidator validator,
    TrustedIssuers issuers,
    TokenTermination termination,
    OktaLogoutTelemetry telemetry,
    ILogger<BackChannelLogoutEndpoint> logger) : IncomingTokenEndpoint("back-channel", telemetry, logger)
{
    private static readonly IncomingAnswer Done = new(StatusCodes.Status200OK);

    protected override IncomingAnswer WrongMethod { get; } = IncomingAnswer.WrongMethod("OL8401");

    public override void Map(IEndpointRouteBuilder group) => Map(group, "/backchannel", new("backchannel_logout_uri, at providers other than Okta"));

    protected override async Task<IncomingAnswer> RunAsync(HttpContext context)
    {
        var (text, status) = await reader.ReadAsync(context);
        if (text is null)
            return new(status, "OL8402", "The body has to be a form of bounded size with exactly one logout_token.");
        var validation = await validator.ValidateAsync(text, await issuers.GetAsync(), context.RequestAborted);
        return validation.IsAccepted ? await ObeyAsync(validation.Token!) : Refused(validation.Refusal);
    }

    private async Task<IncomingAnswer> ObeyAsync(LogoutToken token) =>
        await termination.RunAsync(token.Issuer, token.TokenId, token.ReplayableUntil, [token.Target], SessionTerminationReason.BackChannelLogout) switch
        {
            TokenTerminationOutcome.Ended => Done,
            TokenTerminationOutcome.Replayed or TokenTerminationOutcome.InProgress => Refused(TokenRefusal.Replayed),
            TokenTerminationOutcome.Incomplete => IncomingAnswer.BadRequest("OL8403", "A part of the logout failed. The token may be sent again."),
            _ => IncomingAnswer.Outage("OL8404", "The logout cannot be recorded. The token may be sent again."),
        };

    private static IncomingAnswer Refused(TokenRefusal refusal) => IncomingAnswer.BadRequest(refusal.Id, refusal.Reason);
}
