using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Everything of a sign-out that needs Okta, within one time budget. What goes wrong here is a line of the receipt.</summary>
internal sealed class RemoteSignOut(
    IServiceProvider services, IOptionsMonitor<OktaLogoutOptions> options, OktaLogoutTelemetry telemetry, TimeProvider timeProvider)
{
    public async Task<SignOutResult> RunAsync(SignOutRequest request, List<SignOutStep> steps, CancellationToken cancellationToken)
    {
        // Where there is nothing to do at Okta, it does not matter how Okta is configured.
        if (OktaLogoutDecision.For(request) is { } nothing && TokensOf(request).All(token => token.Value.Length == 0))
        {
            steps.AddRange(TokensOf(request).Select(token => Untried(token)!));
            return Finish(steps, nothing, isUnreachable: false);
        }

        OktaLogoutOptions settings;
        try
        {
            settings = options.Get(request.Registration);
        }
        catch (Exception exception)
        {
            var cause = (exception as OptionsValidationException)?.Message ?? exception.GetType().Name;
            var error = $"OL5004: The options of '{request.Registration}' cannot be used: {cause}";
            steps.AddRange(TokensOf(request).Select(token => Untried(token) ?? new(token.Step, SignOutStepOutcome.Failed, TimeSpan.Zero, error)));
            return Finish(steps, new(OktaLogoutOmission.EndpointsUnknown, error), isUnreachable: false);
        }

        using var deadline = new Deadline(timeProvider, settings.RemoteTimeout, cancellationToken);
        // Begun first: a revocation that takes all the time does not keep the user signed in to Okta where the endpoints are known.
        var decision = ComposeAsync(request, settings, deadline, cancellationToken);
        var isUnreachable = false;
        foreach (var token in TokensOf(request))
        {
            if (Untried(token, settings) is { } untried)
            {
                steps.Add(untried);
                continue;
            }

            var start = timeProvider.GetTimestamp();
            var result = await RevokeAsync(token, request.Registration, deadline, cancellationToken).ConfigureAwait(false);
            telemetry.TokenRevoked(token.Hint, result.Status);
            steps.Add(new(token.Step, OutcomeOf(result.Status), timeProvider.GetElapsedTime(start), result.Error));
            isUnreachable |= result.Status is TokenRevocationStatus.Unreachable;
        }

        return Finish(steps, await decision.ConfigureAwait(false), isUnreachable);
    }

    private static SessionToken[] TokensOf(SignOutRequest request) =>
    [
        new(SignOutStepNames.RefreshToken, request.RefreshToken ?? "", TokenTypeHint.RefreshToken),
        new(SignOutStepNames.AccessToken, request.AccessToken ?? "", TokenTypeHint.AccessToken),
    ];

    /// <summary>The line for a token that is not sent; null for one that is.</summary>
    private static SignOutStep? Untried(SessionToken token, OktaLogoutOptions? settings = null)
    {
        if (token.Value.Length == 0)
            return new(token.Step, SignOutStepOutcome.Skipped, TimeSpan.Zero, "OL5001: The session holds none.");
        if (settings is { RevokeTokens: false })
            return new(token.Step, SignOutStepOutcome.Skipped, TimeSpan.Zero, $"OL5002: {nameof(OktaLogoutOptions.RevokeTokens)} is off.");
        return null;
    }

    private async Task<TokenRevocationResult> RevokeAsync(
        SessionToken token, string registration, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await BackgroundTask.RunAsync(
                () => Resolve<ITokenRevocationClient>(registration).RevokeAsync(token.Value, token.Hint, deadline.Token), timeProvider, deadline.Token)
                .ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return deadline.IsOver
                ? new(TokenRevocationStatus.TimedOut, "OL5003: The time for remote work was over.")
                : new(TokenRevocationStatus.Refused, $"OL5005: The revocation client failed with {exception.GetType().Name}.");
        }
    }

    private static SignOutStepOutcome OutcomeOf(TokenRevocationStatus status) => status switch
    {
        TokenRevocationStatus.Revoked => SignOutStepOutcome.Succeeded,
        TokenRevocationStatus.NotSupported => SignOutStepOutcome.Skipped,
        TokenRevocationStatus.TimedOut => SignOutStepOutcome.TimedOut,
        _ => SignOutStepOutcome.Failed,
    };

    private async Task<OktaLogoutDecision> ComposeAsync(
        SignOutRequest request, OktaLogoutOptions settings, Deadline deadline, CancellationToken cancellationToken)
    {
        if (OktaLogoutDecision.For(request, settings) is { } early)
            return early;
        try
        {
            var discovery = Resolve<IOktaDiscoveryClient>(request.Registration).GetEndpointsAsync(deadline.Token).AsTask();
            BackgroundTask.Observe(discovery);
            var endpoints = await discovery.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, deadline.Token).ConfigureAwait(false);
            return OktaLogoutDecision.For(request, settings, endpoints);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(OktaLogoutOmission.EndpointsUnknown, exception switch
            {
                OktaDiscoveryException { InnerException: null } => exception.Message,
                // The message may quote the fault within, whose text is not ours.
                OktaDiscoveryException => "OL5019: The server's endpoints are not known: discovery failed. The log says why (event 2002).",
                _ when deadline.IsOver => "OL5016: The server's endpoints were not known within the time for remote work.",
                _ => $"OL5017: The discovery client failed with {exception.GetType().Name}.",
            });
        }
    }

    private static SignOutResult Finish(List<SignOutStep> steps, OktaLogoutDecision decision, bool isUnreachable)
    {
        steps.Add(new(SignOutStepNames.OktaLogout, decision.Outcome, TimeSpan.Zero, decision.Error));
        return new()
        {
            Steps = steps,
            OktaLogout = decision.Request,
            OktaLogoutOmission = decision.Omission,
            IsOktaUnreachable = isUnreachable || decision.Omission is OktaLogoutOmission.EndpointsUnknown,
        };
    }

    // What the host registered without a name serves the options without a name.
    private T Resolve<T>(string registration)
        where T : notnull =>
        registration.Length == 0 ? services.GetRequiredService<T>() : services.GetRequiredKeyedService<T>(registration);

    // No record: its text would show the token.
    private sealed class SessionToken(string step, string value, TokenTypeHint hint)
    {
        public string Step { get; } = step;

        public string Value { get; } = value;

        public TokenTypeHint Hint { get; } = hint;
    }
}
