using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Okta.Logout;

/// <summary>Revokes tokens at the endpoint that discovery names, as the client that the options describe (RFC 7009).</summary>
/// <remarks>Safe for use by several threads at once. Credentials go to an https endpoint only, and never along a redirect.</remarks>
public sealed partial class TokenRevocationClient : ITokenRevocationClient
{
    private readonly OktaLogoutOptions _options;
    private readonly IOktaDiscoveryClient _discovery;
    private readonly Func<HttpClient> _httpClient;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ClientAuthentication _authentication;

    /// <summary>Initializes a new instance of the <see cref="TokenRevocationClient"/> class.</summary>
    /// <param name="options">The app integration: its client ID and credentials, and the time that a revocation may take.</param>
    /// <param name="discovery">Knows the revocation endpoint.</param>
    /// <param name="httpClient">Sends the requests; its handler must not follow redirects. Not disposed.</param>
    /// <param name="timeProvider">The clock; the system's, if not given.</param>
    /// <param name="logger">Told how each revocation ended, without anything secret.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="options"/> has no client ID, lacks what its authentication method needs, or holds a time out of its range. The message names the setting.
    /// </exception>
    public TokenRevocationClient(
        OktaLogoutOptions options,
        IOktaDiscoveryClient discovery,
        HttpClient httpClient,
        TimeProvider? timeProvider = null,
        ILogger<TokenRevocationClient>? logger = null)
        : this(options, discovery, Always(httpClient), timeProvider, logger)
    {
    }

    internal TokenRevocationClient(
        OktaLogoutOptions options,
        IOktaDiscoveryClient discovery,
        Func<HttpClient> httpClient,
        TimeProvider? timeProvider = null,
        ILogger<TokenRevocationClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(discovery);
        if (TimeRules.Check(options).ToList() is [var wrong, ..])
            throw new ArgumentException($"{wrong.Id}: {wrong.Text}", nameof(options));
        _options = options;
        _discovery = discovery;
        _httpClient = httpClient;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger<TokenRevocationClient>.Instance;
        _authentication = ClientAuthentication.For(options, _timeProvider);
    }

    /// <inheritdoc/>
    public async Task<TokenRevocationResult> RevokeAsync(string token, TokenTypeHint tokenTypeHint, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        var type = NameOf(tokenTypeHint);
        cancellationToken.ThrowIfCancellationRequested();

        using var deadline = new Deadline(_timeProvider, _options.RemoteTimeout, cancellationToken);
        var result = await RevokeBeforeAsync(deadline, token, type, cancellationToken).ConfigureAwait(false);
        if (result.IsRevoked)
            Log.Revoked(_logger, type);
        else
            Log.NotRevoked(_logger, type, result.Status, result.Error);
        return result;
    }

    private async Task<TokenRevocationResult> RevokeBeforeAsync(Deadline deadline, string token, string type, CancellationToken cancellationToken)
    {
        try
        {
            // The wait ends on time even where a handler ignores its token.
            return await AttemptAsync(token, type, deadline.Token)
                .WaitAsync(Timeout.InfiniteTimeSpan, _timeProvider, deadline.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Cancelled is the caller's own token; the others are the budget's or the HttpClient's.
            cancellationToken.ThrowIfCancellationRequested();
            return new(TokenRevocationStatus.TimedOut, "OL3009: The revocation endpoint did not answer in time.");
        }
    }

    private async Task<TokenRevocationResult> AttemptAsync(string token, string type, CancellationToken cancellationToken)
    {
        try
        {
            var endpoint = (await _discovery.GetEndpointsAsync(cancellationToken).ConfigureAwait(false)).RevocationEndpoint;
            if (string.IsNullOrEmpty(endpoint))
                return new(TokenRevocationStatus.NotSupported, "OL3001: The authorization server has no revocation endpoint.");
            // Whoever found the endpoint: RFC 7009, section 2, wants it verified here.
            if (!EndpointAddress.IsAllowed(endpoint, _options.AllowLoopbackHttp))
                return new(TokenRevocationStatus.Refused, "OL3003: The revocation endpoint is not an absolute https URL; it was not called.");
            return await SendAsync(new Uri(endpoint), token, type, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Some handlers answer cancellation with an exception of their own.
            cancellationToken.ThrowIfCancellationRequested();
            Log.RequestFailed(_logger, e);
            return e switch
            {
                OktaDiscoveryException => new(TokenRevocationStatus.Unreachable, "OL3002: The revocation endpoint is not known: discovery failed."),
                HttpRequestException or IOException => new(TokenRevocationStatus.Unreachable, $"OL3008: The revocation request failed ({e.GetType().Name})."),
                _ => new(TokenRevocationStatus.Refused, $"OL3010: The revocation request could not be made ({e.GetType().Name})."),
            };
        }
    }

    private async Task<TokenRevocationResult> SendAsync(Uri endpoint, string token, string type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        List<KeyValuePair<string, string>> form = [new("token", token), new("token_type_hint", type)];
        _authentication.Apply(request, form);
        request.Content = new FormUrlEncodedContent(form);
        request.Headers.Accept.ParseAdd("application/json");

        using var response = await _httpClient()
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        // A handler that followed a redirect shows it by the address: whatever answered there is not the endpoint.
        return (response.RequestMessage ?? request).RequestUri == endpoint
            ? await TokenRevocationAnswer.ReadAsync(response, cancellationToken).ConfigureAwait(false)
            : TokenRevocationAnswer.Redirected;
    }

    private static Func<HttpClient> Always(HttpClient httpClient)
    {
        ArgumentNullException.ThrowIfNull(httpClient);
        return () => httpClient;
    }

    private static string NameOf(TokenTypeHint tokenTypeHint) => tokenTypeHint switch
    {
        TokenTypeHint.RefreshToken => "refresh_token",
        TokenTypeHint.AccessToken => "access_token",
        TokenTypeHint.DeviceSecret => "device_secret",
        _ => throw new ArgumentOutOfRangeException(nameof(tokenTypeHint)),
    };

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Debug, "Revoked the {TokenType}.")]
        public static partial void Revoked(ILogger logger, string tokenType);

        [LoggerMessage(3002, LogLevel.Warning, "The {TokenType} was not revoked ({Status}): {Error}")]
        public static partial void NotRevoked(ILogger logger, string tokenType, TokenRevocationStatus status, string? error);

        [LoggerMessage(3003, LogLevel.Debug, "The revocation request failed.")]
        public static partial void RequestFailed(ILogger logger, Exception exception);
    }
}
