using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Receives the security event tokens that Okta pushes (RFC 8935).</summary>
public sealed class SharedSignalsHandler : IncomingLogoutHandler
{
    private const string MediaType = "application/secevent+jwt";

    private readonly SecurityEventValidator _validator;
    private readonly OktaOrgs<SharedSignalsOptions> _orgs;
    private readonly TokenTermination _termination;
    private readonly IOptions<SharedSignalsOptions> _options;
    private readonly TimeProvider _timeProvider;

    internal SharedSignalsHandler(
        SecurityEventValidator validator,
        OktaOrgs<SharedSignalsOptions> orgs,
        TokenTermination termination,
        IOptions<SharedSignalsOptions> options,
        OktaLogoutTelemetry telemetry,
        LogThrottle throttle,
        TimeProvider timeProvider,
        ILogger<SharedSignalsHandler> logger)
        : base("shared-signals", telemetry, throttle, logger)
    {
        _validator = validator;
        _orgs = orgs;
        _termination = termination;
        _options = options;
        _timeProvider = timeProvider;
    }

    private protected override IncomingOutcome WrongMethod { get; } = IncomingOutcome.WrongMethod("OL8341");

    // RFC 8935, section 2.3.
    private protected override string ErrorMember => "err";

    private protected override string DescriptionMember => "description";

    private protected override async Task<IncomingOutcome> RunAsync(IncomingLogoutRequest request, CancellationToken cancellationToken)
    {
        if (!IsAuthenticated(request.Authorization))
            return SecurityEventOutcomes.NotAuthenticated;
        if (!request.HasMediaType(MediaType))
            return SecurityEventOutcomes.WrongBody;
        var (body, refusal) = await IncomingBody.ReadAsync(request, _timeProvider, cancellationToken).ConfigureAwait(false);
        if (refusal is { } status)
            return SecurityEventOutcomes.WrongBody with { Status = status };
        var text = Encoding.UTF8.GetString(body.Array!, body.Offset, body.Count);
        var validation = await _validator.ValidateAsync(text, await _orgs.GetAsync().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return validation.IsAccepted ? await EndAsync(validation.Token!).ConfigureAwait(false) : SecurityEventOutcomes.WrongToken(validation.Refusal);
    }

    private protected override void AddHeaders(Dictionary<string, string> headers, IncomingOutcome outcome)
    {
        base.AddHeaders(headers, outcome);
        headers["Content-Language"] = "en";
    }

    // Digests have the same length, so the time of the comparison reveals nothing of the secret.
    private bool IsAuthenticated(IReadOnlyList<string> authorization) => _options.Value.AuthorizationHeader is not { } expected
        || (authorization is [{ } only] && CryptographicOperations.FixedTimeEquals(Digest(only), Digest(expected)));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    // RFC 8935, section 2: a repeated delivery gets the same response as the first.
    private async Task<IncomingOutcome> EndAsync(SecurityEvent accepted)
    {
        if (accepted.Targets.Count == 0)
            return SecurityEventOutcomes.Accepted;
        List<SignOutStep> steps = [];
        var outcome = await _termination.RunAsync(
            accepted.Issuer, accepted.TokenId, accepted.ReplayableUntil, accepted.Targets, SessionTerminationReason.SharedSignal, steps).ConfigureAwait(false);
        var isDone = outcome is TokenTerminationOutcome.Ended or TokenTerminationOutcome.Replayed;
        return (isDone ? SecurityEventOutcomes.Accepted : SecurityEventOutcomes.NotRecorded) with { Steps = steps };
    }
}
