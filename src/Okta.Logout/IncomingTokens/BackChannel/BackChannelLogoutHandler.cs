using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Ends sessions by a logout token of the provider (OpenID Connect Back-Channel Logout 1.0, section 2.5).</summary>
public sealed class BackChannelLogoutHandler : IncomingLogoutHandler
{
    private const int Ok = 200;

    private static readonly IncomingOutcome Done = new(Ok);

    private readonly LogoutTokenValidator _validator;
    private readonly TrustedIssuers _issuers;
    private readonly TokenTermination _termination;
    private readonly TimeProvider _timeProvider;

    internal BackChannelLogoutHandler(
        LogoutTokenValidator validator,
        TrustedIssuers issuers,
        TokenTermination termination,
        OktaLogoutTelemetry telemetry,
        LogThrottle throttle,
        TimeProvider timeProvider,
        ILogger<BackChannelLogoutHandler> logger)
        : base("back-channel", telemetry, throttle, logger)
    {
        _validator = validator;
        _issuers = issuers;
        _termination = termination;
        _timeProvider = timeProvider;
    }

    private protected override IncomingOutcome WrongMethod { get; } = IncomingOutcome.WrongMethod("OL8401");

    private protected override async Task<IncomingOutcome> RunAsync(IncomingLogoutRequest request, CancellationToken cancellationToken)
    {
        var (text, status) = await LogoutTokenForm.ReadAsync(request, _timeProvider, cancellationToken).ConfigureAwait(false);
        if (text is null)
            return new(status, "OL8402", "The body has to be a form of up to 64 KiB with exactly one logout_token.");
        var validation = await _validator.ValidateAsync(text, await _issuers.GetAsync().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return validation.IsAccepted ? await EndAsync(validation.Token!).ConfigureAwait(false) : Refused(validation.Refusal);
    }

    private async Task<IncomingOutcome> EndAsync(LogoutToken token)
    {
        List<SignOutStep> steps = [];
        var outcome = await _termination.RunAsync(
            token.Issuer, token.TokenId, token.ReplayableUntil, [token.Target], SessionTerminationReason.BackChannelLogout, steps).ConfigureAwait(false);
        return ResponseTo(outcome) with { Steps = steps };
    }

    private static IncomingOutcome ResponseTo(TokenTerminationOutcome outcome) => outcome switch
    {
        TokenTerminationOutcome.Ended => Done,
        TokenTerminationOutcome.Replayed or TokenTerminationOutcome.InProgress => Refused(TokenRefusal.Replayed),
        TokenTerminationOutcome.Incomplete => IncomingOutcome.BadRequest("OL8403", "The sessions have ended, but a part of the logout failed. The token may be sent again."),
        _ => IncomingOutcome.Outage("OL8404", "The logout cannot be recorded. The token may be sent again."),
    };

    private static IncomingOutcome Refused(TokenRefusal refusal) => IncomingOutcome.BadRequest(refusal.Id, refusal.Reason);
}
