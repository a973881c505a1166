using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Okta.Logout;

/// <summary>Reads the OpenID Connect discovery document of one authorization server, and keeps it.</summary>
/// <remarks>
/// One download at a time serves all callers. A known document is returned from memory, also while it is renewed and while the server is
/// down; a failure is remembered, so that an outage costs one request per back-off window. Keep one instance per authorization server.
/// </remarks>
public sealed partial class OktaDiscoveryClient : IOktaDiscoveryClient
{
    private readonly DiscoverySettings _settings;
    private readonly Func<HttpClient> _httpClientFactory;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Random _random = new();
    private readonly SharedWork _download = new();

    private volatile DiscoveryState _state = DiscoveryState.Empty;
    private volatile bool _isDue = true;
    private bool _saidIssuerDiffers;
    private ITimer? _due;

    /// <summary>Initializes a new instance of the <see cref="OktaDiscoveryClient"/> class for use without dependency injection.</summary>
    /// <param name="options">The authorization server. Read once: later changes have no effect.</param>
    /// <param name="httpClient">The client to use, whose handler must not follow redirects; a followed redirect is refused.</param>
    /// <param name="timeProvider">The clock; the system's when not given.</param>
    /// <param name="logger">Receives a line for each document and each failure.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options are not valid.</exception>
    public OktaDiscoveryClient(
        OktaLogoutOptions options, HttpClient httpClient, TimeProvider? timeProvider = null, ILogger<OktaDiscoveryClient>? logger = null)
        : this(
            OktaLogoutOptionsValidator.Validated(options),
            httpClient is null ? throw new ArgumentNullException(nameof(httpClient)) : () => httpClient,
            timeProvider ?? TimeProvider.System,
            logger ?? NullLogger<OktaDiscoveryClient>.Instance)
    {
    }

    internal OktaDiscoveryClient(
        OktaLogoutOptions options, Func<HttpClient> httpClientFactory, TimeProvider timeProvider, ILogger<OktaDiscoveryClient> logger)
    {
        _settings = DiscoverySettings.From(options);
        _httpClientFactory = httpClientFactory;
        _timeProvider = timeProvider;
        _logger = logger;
        if (_settings.WithoutDiscovery() is { } endpoints)
        {
            _state = DiscoveryState.Good(endpoints);
            _isDue = false;
        }
    }

    /// <inheritdoc/>
    public ValueTask<OktaEndpoints> GetEndpointsAsync(CancellationToken cancellationToken = default)
    {
        if (!_isDue && _state.Endpoints is { } endpoints && !cancellationToken.IsCancellationRequested)
            return new(endpoints);
        return new(DiscoverAsync(cancellationToken));
    }

    private async Task<OktaEndpoints> DiscoverAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (StartIfDue() is { } download && _state.Endpoints is null)
            await download.WaitAsync(Timeout.InfiniteTimeSpan, _timeProvider, cancellationToken).ConfigureAwait(false);
        return _state.Answer();
    }

    private Task? StartIfDue()
    {
        lock (_download.Gate)
            return _isDue ? _download.Join(DownloadAsync) : null;
    }

    private async Task DownloadAsync()
    {
        try
        {
            var endpoints = await new DiscoveryDownload(_settings, _timeProvider).ReadAsync(_httpClientFactory).ConfigureAwait(false);
            Settle(DiscoveryState.Good(endpoints), _settings.RefreshInterval);
            Log.Loaded(_logger, endpoints.Issuer, _settings.MetadataAddress);
            if (endpoints.Issuer != _settings.Issuer && !_saidIssuerDiffers)
                Log.IssuerDiffers(_logger, endpoints.Issuer, _settings.Issuer);
            _saidIssuerDiffers |= endpoints.Issuer != _settings.Issuer;
        }
        catch (OktaDiscoveryException failure)
        {
            var state = _state.After(failure);
            var wait = BackOff.Delay(state.Failures, _random.NextDouble(), failure.RetryAfter);
            Settle(state, wait);
            Log.Failed(_logger, failure.Message, wait);
        }
    }

    private void Settle(DiscoveryState state, TimeSpan wait)
    {
        lock (_download.Gate)
        {
            _state = state;
            _isDue = false;
            // A weak reference: the timer must not keep an unused client in memory.
            _due ??= _timeProvider.CreateTimer(
                SetDue, new WeakReference<OktaDiscoveryClient>(this), Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _due.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private static void SetDue(object? state)
    {
        if (((WeakReference<OktaDiscoveryClient>)state!).TryGetTarget(out var client))
            client._isDue = true;
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Information, "The discovery document of {Issuer} was read from {Address}.")]
        public static partial void Loaded(ILogger logger, string issuer, Uri address);

        [LoggerMessage(2003, LogLevel.Warning, "OL2009: The discovery document names the issuer {Issuer}, but {Configured} is configured: they differ in the slash at the end. Sign-out uses the issuer of the document. Set Authority, or OktaLogoutOptions.Issuer, to that issuer.")]
        public static partial void IssuerDiffers(ILogger logger, string issuer, string configured);

        [LoggerMessage(2002, LogLevel.Warning, "{Reason} The next attempt waits {Wait}.")]
        public static partial void Failed(ILogger logger, string reason, TimeSpan wait);
    }
}
