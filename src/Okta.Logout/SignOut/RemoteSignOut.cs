using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>All parts of a sign-out that need Okta, within one time budget. A failure here is a step of the receipt.</summary>
internal sealed class RemoteSignOut(
    IServiceProvider services, IRegistrationSource registrations, SignOutThreads threads, OktaLogoutTelemetry telemetry, TimeProvider timeProvider)
{
    public async Task<SignOutReceipt> RunAsync(SignOutRequest request, List<SignOutStep> steps, CancellationToken cancellationToken)
    {
        // If there is nothing to do at Okta, invalid options do not matter.
        if (OktaLogoutDecision.For(request) is { } nothing && TokensOf(request).All(token => token.Value.Length == 0))
        {
            steps.AddRange(TokensOf(request).Select(token => Skipped(token)!));
            return Finish(steps, nothing, isUnreachable: false);
        }

        OktaLogoutOptions settings;
        try
        {
            settings = registrations.Get(request.Registration);
        }
        catch (Exception exception)
        {
            var cause = (exception as OptionsValidationException)?.Message ?? exception.GetType().Name;
            var error = $"OL5004: The options of '{request.Registration}' cannot be used: {cause}";
            return Refuse(request, steps, OktaLogoutOmission.EndpointsUnknown, error);
        }

        if (IssuerOf(request) is { } issuer && !settings.IsIssuedBy(issuer))
            return Refuse(request, steps, OktaLogoutOmission.UnusableIdToken, $"OL5006: The issuer of the session is not that of the registration '{request.Registration}', {settings.GetIssuer()}, so nothing was sent there.");

        using var deadline = new Deadline(timeProvider, settings.RemoteTimeout, cancellationToken);
        var decision = ComposeAsync(request, settings, deadline, cancellationToken);
        var revocations = await Task.WhenAll(
            TokensOf(request).Select(token => RevokeAsync(token, request.Registration, settings, deadline, cancellationToken))).ConfigureAwait(false);
        steps.AddRange(revocations.Select(revocation => revocation.Step));
        return Finish(steps, await decision.ConfigureAwait(false), revocations.Any(revocation => revocation.IsUnreachable));
    }

    private static string? IssuerOf(SignOutRequest request) =>
        request.Session?.Issuer ?? (IdTokenClaims.TryRead(request.IdToken, out var claims) ? claims.Issuer : null);

    private static SignOutReceipt Refuse(SignOutRequest request, List<SignOutStep> steps, OktaLogoutOmission omission, string error)
    {
        steps.AddRange(TokensOf(request).Select(token => Skipped(token) ?? new(token.Step, SignOutStepOutcome.Failed, TimeSpan.Zero, error)));
        return Finish(steps, OktaLogoutDecision.For(request) ?? new(omission, error), isUnreachable: false);
    }

    private static SessionToken[] TokensOf(SignOutRequest request) =>
    [
        new(SignOutStepNames.RefreshToken, request.RefreshToken ?? "", TokenTypeHint.RefreshToken),
        new(SignOutStepNames.AccessToken, request.AccessToken ?? "", TokenTypeHint.AccessToken),
        .. request.DeviceSecret is { Length: > 0 } secret ? [new SessionToken(SignOutStepNames.DeviceSecret, secret, TokenTypeHint.DeviceSecret)] : Array.Empty<SessionToken>(),
    ];

    /// <summary>The step for a token that is not sent; null for a token that is sent.</summary>
    private static SignOutStep? Skipped(SessionToken token, OktaLogoutOptions? settings = null)
    {
        if (token.Value.Length == 0)
            return new(token.Step, SignOutStepOutcome.Skipped, TimeSpan.Zero, "OL5001: The session holds no such token.");
        if (settings is { RevokeTokens: false })
            return new(token.Step, SignOutStepOutcome.Skipped, TimeSpan.Zero, $"OL5002: {nameof(OktaLogoutOptions.RevokeTokens)} is off.");
        return null;
    }

    private async Task<(SignOutStep Step, bool IsUnreachable)> RevokeAsync(
        SessionToken token, string registration, OktaLogoutOptions settings, Deadline deadline, CancellationToken cancellationToken)
    {
        if (Skipped(token, settings) is { } skipped)
            return (skipped, false);
        var start = timeProvider.GetTimestamp();
        var result = await SendAsync(token, registration, settings, deadline, cancellationToken).ConfigureAwait(false);
        telemetry.TokenRevoked(token.Hint.ToString(), result.Status.ToString());
        var step = new SignOutStep(token.Step, OutcomeOf(result.Status), timeProvider.GetElapsedTime(start), result.Error);
        return (step, result.Status is TokenRevocationStatus.Unreachable);
    }

    private async Task<TokenRevocationResult> SendAsync(
        SessionToken token, string registration, OktaLogoutOptions settings, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            var revocation = threads.Remote.RunAsync(
                () => RevocationClient(registration, settings).RevokeAsync(token.Value, token.Hint, deadline.Token), deadline.Token);
            BackgroundTask.Observe(revocation);
            return await revocation.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, deadline.Token).ConfigureAwait(false)
                ?? new(TokenRevocationStatus.Refused, "OL5005: The ITokenRevocationClient returned nothing.");
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return deadline.IsOver
                ? new(TokenRevocationStatus.TimedOut, "OL5003: The time for remote work was over.")
                : new(TokenRevocationStatus.Refused, $"OL5005: The ITokenRevocationClient failed with {exception.GetType().Name}.");
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
            var client = DiscoveryClient(request.Registration, settings);

            // A client of the host may block. That of this library never does.
            var discovery = client is OktaDiscoveryClient
                ? client.GetEndpointsAsync(deadline.Token).AsTask()
                : threads.Remote.RunAsync(() => client.GetEndpointsAsync(deadline.Token).AsTask(), deadline.Token);
            BackgroundTask.Observe(discovery);
            var endpoints = await discovery.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, deadline.Token).ConfigureAwait(false);
            return OktaLogoutDecision.For(request, settings, endpoints);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(OktaLogoutOmission.EndpointsUnknown, exception switch
            {
                OktaDiscoveryException { IsOfNetwork: false, InnerException: null } => exception.Message,
                // The message is only logged: that of another client may quote anything.
                OktaDiscoveryException => "OL5019: The server's endpoints are not known: discovery failed. The log says why (event 2002).",
                _ when deadline.IsOver => "OL5016: The server's endpoints were not known within the time for remote work.",
                _ => $"OL5017: The IOktaDiscoveryClient failed with {exception.GetType().Name}.",
            });
        }
    }

    private static SignOutReceipt Finish(List<SignOutStep> steps, OktaLogoutDecision decision, bool isUnreachable)
    {
        steps.Add(new(SignOutStepNames.OktaLogout, decision.Outcome, TimeSpan.Zero, decision.Error));
        return new(
            steps, decision.Request is { } logout ? [logout] : [], decision.Omission,
            isOktaLikelyUnreachable: isUnreachable || decision.Omission is OktaLogoutOmission.EndpointsUnknown);
    }

    // One sign-out uses the same options throughout, even if they are reloaded meanwhile.
    private ITokenRevocationClient RevocationClient(string registration, OktaLogoutOptions settings) =>
        Resolve<ITokenRevocationClient>(registration) is var client && client is NamedTokenRevocationClient own ? own.With(settings) : client;

    private IOktaDiscoveryClient DiscoveryClient(string registration, OktaLogoutOptions settings) =>
        Resolve<IOktaDiscoveryClient>(registration) is var client && client is NamedDiscoveryClient own ? own.With(settings) : client;

    // Clients that the host registers without a name are for the options without a name.
    private T Resolve<T>(string registration)
        where T : notnull =>
        registration.Length == 0 ? services.GetRequiredService<T>() : services.GetRequiredKeyedService<T>(registration);

    // Not a record, because ToString of a record shows the token.
    private sealed class SessionToken(string step, string value, TokenTypeHint hint)
    {
        public string Step { get; } = step;

        public string Value { get; } = value;

        public TokenTypeHint Hint { get; } = hint;
    }
}
