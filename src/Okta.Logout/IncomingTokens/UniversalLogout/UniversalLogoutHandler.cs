using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Signs a user out everywhere when Okta asks for it (Universal Logout). The sender is authenticated before the body is read.</summary>
public sealed partial class UniversalLogoutHandler : IncomingLogoutHandler
{
    private const string MediaType = "application/json";

    private static readonly TimeSpan ResolverTimeout = TimeSpan.FromSeconds(10);

    private readonly UniversalLogoutTokenValidator _validator;
    private readonly OktaOrgs<UniversalLogoutOptions> _orgs;
    private readonly UniversalLogoutTermination _termination;
    private readonly IOptions<UniversalLogoutOptions> _options;
    private readonly IServiceScopeFactory _scopes;
    private readonly SignOutThreads _threads;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    internal UniversalLogoutHandler(
        UniversalLogoutTokenValidator validator,
        OktaOrgs<UniversalLogoutOptions> orgs,
        UniversalLogoutTermination termination,
        IOptions<UniversalLogoutOptions> options,
        IServiceScopeFactory scopes,
        SignOutThreads threads,
        OktaLogoutTelemetry telemetry,
        LogThrottle throttle,
        TimeProvider timeProvider,
        ILogger<UniversalLogoutHandler> logger)
        : base("universal-logout", telemetry, throttle, logger)
    {
        _validator = validator;
        _orgs = orgs;
        _termination = termination;
        _options = options;
        _scopes = scopes;
        _threads = threads;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    private protected override IncomingOutcome WrongMethod { get; } = IncomingOutcome.WrongMethod("OL8231");

    private protected override async Task<IncomingOutcome> RunAsync(IncomingLogoutRequest request, CancellationToken cancellationToken)
    {
        if (BearerToken.Read(request.Authorization) is not { } text)
            return UniversalLogoutOutcomes.NoToken;
        var validation = await _validator.ValidateAsync(text, await _orgs.GetAsync().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return validation.IsAccepted
            ? await RunAsync(request, validation.Token!, cancellationToken).ConfigureAwait(false)
            : UniversalLogoutOutcomes.WrongToken(validation.Refusal);
    }

    private async Task<IncomingOutcome> RunAsync(IncomingLogoutRequest request, UniversalLogoutToken token, CancellationToken cancellationToken)
    {
        if (!request.HasMediaType(MediaType))
            return UniversalLogoutOutcomes.WrongBody;
        var (body, refusal) = await IncomingBody.ReadAsync(request, _timeProvider, cancellationToken).ConfigureAwait(false);
        if (refusal is { } status)
            return UniversalLogoutOutcomes.WrongBody with { Status = status };
        if (UniversalLogoutBody.Read([.. body], _options.Value.AllowLegacySubject) is not { } identifier)
            return UniversalLogoutOutcomes.WrongBody;

        var subject = await ResolveAsync(new(identifier, token.Issuer.Issuer, token.ClientId, token.Issuer.Org, token.IssuedAt), cancellationToken).ConfigureAwait(false);
        return subject?.Status switch
        {
            null => UniversalLogoutOutcomes.ResolverFailed,
            UniversalLogoutSubjectStatus.Found => await EndAsync(token, identifier, subject.Targets).ConfigureAwait(false),
            UniversalLogoutSubjectStatus.CannotBeSignedOut => UniversalLogoutOutcomes.CannotSignOut,
            _ => UniversalLogoutOutcomes.UnknownUser,
        };
    }

    private async Task<UniversalLogoutSubject?> ResolveAsync(UniversalLogoutRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await BoundedCall.RunAsync(
                ResolverTimeout, token => ResolveInScopeAsync(request, token), _threads.SignedRequests, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.ResolverFailed(_logger, fault.GetType().Name);
            return null;
        }
    }

    // Continues on the threads for code of the app: what the scope disposes of may block, too.
    private async Task<UniversalLogoutSubject> ResolveInScopeAsync(UniversalLogoutRequest request, CancellationToken cancellationToken)
    {
        var scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(true))
            return await scope.ServiceProvider.GetRequiredService<IUniversalLogoutSubjectResolver>().ResolveAsync(request, cancellationToken).ConfigureAwait(true);
    }

    private async Task<IncomingOutcome> EndAsync(UniversalLogoutToken token, SubjectIdentifier subject, IReadOnlyList<SessionTarget> targets)
    {
        List<SignOutStep> steps = [];
        var outcome = await _termination.RunAsync(token, subject, targets, steps).ConfigureAwait(false);
        return ResponseTo(outcome) with { Steps = steps };
    }

    private static IncomingOutcome ResponseTo(TokenTerminationOutcome outcome) => outcome switch
    {
        TokenTerminationOutcome.Ended => UniversalLogoutOutcomes.Done,
        TokenTerminationOutcome.Replayed => UniversalLogoutOutcomes.WrongToken(TokenRefusal.Replayed),
        TokenTerminationOutcome.Incomplete => UniversalLogoutOutcomes.Incomplete,
        _ => UniversalLogoutOutcomes.NotRecorded,
    };

    private static partial class Log
    {
        [LoggerMessage(8213, LogLevel.Error, "OL8236: The IUniversalLogoutSubjectResolver failed with {ExceptionType}. Okta is asked to send the request again.")]
        public static partial void ResolverFailed(ILogger logger, string exceptionType);
    }
}
