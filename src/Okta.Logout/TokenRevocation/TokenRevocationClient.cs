using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Okta.Logout;

/// <summary>Revokes tokens at the endpoint that discovery names, as the client that the options describe (RFC 7009).</summary>
/// <remarks>Safe for use by several threads at once. Credentials go to an https endpoint only, and never along a redirect.</remarks>
public sealed partial class TokenRevocationClient : ITokenRevocationClient
{
    private readonly TimeSpan _remoteTimeout;
    private readonly bool _allowsLoopbackHttp;
    private readonly IOktaDiscoveryClient _discovery;
    private readonly Func<HttpClient> _httpClient;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ClientAuthentication _authentication;

    /// <summary>Initializes a new instance of the <see cref="TokenRevocationClient"/> class for use without dependency injection.</summary>
    /// <param name="options">The app integration: its client ID and credentials, and the time that a revocation may take. Read once: later changes have no effect.</param>
    /// <param name="discovery">Returns the revocation endpoint.</param>
    /// <param name="httpClient">Sends the requests; its handler must not follow redirects. Not disposed.</param>
    /// <param name="timeProvider">The clock; the system's, if not given.</param>
    /// <param name="logger">Receives a line for each revocation, without anything secret.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options are not valid.</exception>
    public TokenRevocationClient(
        OktaLogoutOptions options,
        IOktaDiscoveryClient discovery,
        HttpClient httpClient,
        TimeProvider? timeProvider = null,
        ILogger<TokenRevocationClient>? logger = null)
        : this(
            OktaLogoutOptionsValidator.Validated(options),
            discovery ?? throw new ArgumentNullException(nameof(discovery)),
            httpClient is null ? throw new ArgumentNullException(nameof(httpClient)) : () => httpClient,
            timeProvider ?? TimeProvider.System,
            logger ?? NullLogger<TokenRevocationClient>.Instance)
    {
    }

    internal TokenRevocationClient(
        OktaLogoutOptions options,
        IOktaDiscoveryClient discovery,
        Func<HttpClient> httpClient,
        TimeProvider timeProvider,
        ILogger<TokenRevocationClient> logger)
    {
        _remoteTimeout = options.RemoteTimeout;
        _allowsLoopbackHttp = options.AllowLoopbackHttp;
        _discovery = discovery;
        _httpClient = httpClient;
        _timeProvider = timeProvider;
        _logger = logger;
        _authentication = ClientAuthentication.For(options, _timeProvider);
    }

    /// <inheritdoc/>
    public async Task<TokenRevocationResult> RevokeAsync(string token, TokenTypeHint tokenTypeHint, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        var type = TokenTypeHints.NameOf(tokenTypeHint);
        cancellationToken.ThrowIfCancellationRequested();

        var result = await RevokeInTimeAsync(token, type, cancellationToken).ConfigureAwait(false);
        if (result.IsRevoked)
            Log.Revoked(_logger, type);
        else
            Log.NotRevoked(_logger, type, result.Status, result.Error);
        return result;
    }

    private async Task<TokenRevocationResult> RevokeInTimeAsync(string token, string type, CancellationToken cancellationToken)
    {
        try
        {
            return await BoundedCall.RunAsync(_remoteTimeout, stop => AttemptAsync(token, type, stop), on: null, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // If the caller's own token is not cancelled, the time of the budget or of the HttpClient is over.
            cancellationToken.ThrowIfCancellationRequested();
            return new(TokenRevocationStatus.TimedOut, "OL3009: The revocation endpoint did not respond in time.");
        }
    }

    private async Task<TokenRevocationResult> AttemptAsync(string token, string type, CancellationToken cancellationToken)
    {
        try
        {
            var endpoint = (await _discovery.GetEndpointsAsync(cancellationToken).ConfigureAwait(false)).RevocationEndpoint;
            if (string.IsNullOrEmpty(endpoint))
                return new(TokenRevocationStatus.NotSupported, "OL3001: The authorization server has no revocation endpoint.");
            // Checked even for an endpoint that another client discovered (RFC 7009, section 2).
            if (!EndpointAddress.IsAllowed(endpoint, _allowsLoopbackHttp))
                return new(TokenRevocationStatus.Refused, "OL3003: The revocation endpoint is not an absolute https URL, so nothing was sent to it.");
            return await ClientRequest.SendAsync(
                _httpClient(),
                new Uri(endpoint),
                [new("token", token), new("token_type_hint", type)],
                _authentication,
                TokenRevocationResponse.ReadAsync,
                TokenRevocationResponse.Redirected,
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Some handlers throw another exception when they are cancelled.
            cancellationToken.ThrowIfCancellationRequested();
            Log.RequestFailed(_logger, FaultText.Of(e));
            return e switch
            {
                OktaDiscoveryException => new(TokenRevocationStatus.Unreachable, "OL3002: The revocation endpoint is not known, because discovery failed. The log says why (event 2002)."),
                HttpRequestException or IOException => new(TokenRevocationStatus.Unreachable, $"OL3008: The revocation request failed ({e.GetType().Name})."),
                _ => new(TokenRevocationStatus.Refused, $"OL3010: The revocation request could not be made ({e.GetType().Name})."),
            };
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Debug, "Revoked the {TokenType}.")]
        public static partial void Revoked(ILogger logger, string tokenType);

        [LoggerMessage(3002, LogLevel.Warning, "The {TokenType} was not revoked ({Status}): {Error}")]
        public static partial void NotRevoked(ILogger logger, string tokenType, TokenRevocationStatus status, string? error);

        [LoggerMessage(3003, LogLevel.Debug, "The revocation request failed: {Fault}.")]
        public static partial void RequestFailed(ILogger logger, string fault);
    }
}
