using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Everything of a sign-out that needs Okta, within one time budget. What goes wrong here is a line of the receipt.</summary>
internal sealed class RemoteSignOut(
    IServiceProvider services, IOptionsMonitor<OktaLogoutOptions> options, OktaLogoutTelemetry telemetry, TimeProvider timeProvider)
{
    public async Task<SignOutResult> RunAsync(SignOutRequest request, List<SignOutStep> steps, CancellationToken cancellationToken)
    {
        OktaLogoutOptions settings;
        try
        {
            settings = options.Get(request.Registration);
        }
        catch (OptionsValidationException exception)
        {
            var error = $"OL5004: The options of '{request.Registration}' are not valid. {exception.Message}";
            return Finish(steps, new(OktaLogoutOmission.EndpointsUnknown, error), isUnreachable: false);
        }

        using var deadline = new Deadline(timeProvider, settings.RemoteTimeout, cancellationToken);
        var isUnreachable = await RevokeAsync(steps, request, settings, deadline, cancellationToken).ConfigureAwait(false);
        var decision = await ComposeAsync(request, settings, deadline, cancellationToken).ConfigureAwait(false);
        return Finish(steps, decision, isUnreachable || decision.Omission is OktaLogoutOmission.EndpointsUnknown);
    }

    /// <summary>Tells whether the server could not be reached.</summary>
    private async Task<bool> RevokeAsync(
        List<SignOutStep> steps, SignOutRequest request, OktaLogoutOptions settings, Deadline deadline, CancellationToken cancellationToken)
    {
        (string Name, string? Token, TokenTypeHint Hint)[] tokens =
        [
            (SignOutStepNames.RefreshToken, request.RefreshToken, TokenTypeHint.RefreshToken),
            (SignOutStepNames.AccessToken, request.AccessToken, TokenTypeHint.AccessToken),
        ];
        var isUnreachable = false;
        foreach (var (name, token, hint) in tokens)
        {
            if (string.IsNullOrEmpty(token))
                steps.Add(new(name, SignOutStepOutcome.Skipped, TimeSpan.Zero, "OL5001: The session holds none."));
            else if (!settings.RevokeTokens)
                steps.Add(new(name, SignOutStepOutcome.Skipped, TimeSpan.Zero, $"OL5002: {nameof(OktaLogoutOptions.RevokeTokens)} is off."));
            else
                steps.Add(await RevokeTokenAsync(name, token!, hint).ConfigureAwait(false));
        }

        return isUnreachable;

        async Task<SignOutStep> RevokeTokenAsync(string name, string token, TokenTypeHint hint)
        {
            var start = timeProvider.GetTimestamp();
            var result = await AttemptAsync(token, hint, request.Registration, deadline, cancellationToken).ConfigureAwait(false);
            isUnreachable |= result.Status is TokenRevocationStatus.Unreachable;
            telemetry.TokenRevoked(hint, result.Status);
            return new(name, OutcomeOf(result.Status), timeProvider.GetElapsedTime(start), result.Error);
        }
    }

    private async Task<TokenRevocationResult> AttemptAsync(
        string token, TokenTypeHint hint, string registration, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await Resolve<ITokenRevocationClient>(registration).RevokeAsync(token, hint, deadline.Token)
                .WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsOver && !cancellationToken.IsCancellationRequested)
        {
            return new(TokenRevocationStatus.TimedOut, "OL5003: The time for remote work was over.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(TokenRevocationStatus.Refused, $"OL5005: The revocation client failed with {exception.GetType().Name}.");
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
        if (OktaLogoutDecision.WithoutEndpoints(request, settings) is { } early)
            return early;
        try
        {
            var endpoints = await Resolve<IOktaDiscoveryClient>(request.Registration).GetEndpointsAsync(deadline.Token)
                .AsTask().WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, deadline.Token).ConfigureAwait(false);
            return OktaLogoutDecision.For(request, settings, endpoints);
        }
        catch (OktaDiscoveryException exception)
        {
            return new(OktaLogoutOmission.EndpointsUnknown, exception.Message);
        }
        catch (OperationCanceledException) when (deadline.IsOver && !cancellationToken.IsCancellationRequested)
        {
            return new(OktaLogoutOmission.EndpointsUnknown, "OL5016: The server's endpoints were not known within the time for remote work.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(OktaLogoutOmission.EndpointsUnknown, $"OL5017: The discovery client failed with {exception.GetType().Name}.");
        }
    }

    private static SignOutResult Finish(List<SignOutStep> steps, OktaLogoutDecision decision, bool isUnreachable)
    {
        steps.Add(new(SignOutStepNames.OktaLogout, decision.Outcome, TimeSpan.Zero, decision.Error));
        return new() { Steps = steps, OktaLogout = decision.Request, OktaLogoutOmission = decision.Omission, IsOktaUnreachable = isUnreachable };
    }

    // What the host registered without a name serves the options without a name.
    private T Resolve<T>(string registration)
        where T : notnull =>
        registration.Length == 0 ? services.GetRequiredService<T>() : services.GetRequiredKeyedService<T>(registration);
}
