using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Introspects tokens at the endpoint that discovery names, as the client that the options describe. Credentials go to an https endpoint only, and never along a redirect.</summary>
internal sealed partial class TokenIntrospectionClient(
    OktaLogoutOptions options, IOktaDiscoveryClient discovery, Func<HttpClient> httpClient, TimeProvider timeProvider, ILogger<TokenIntrospectionClient> logger) : ITokenIntrospectionClient
{
    private readonly TimeSpan _remoteTimeout = options.RemoteTimeout;
    private readonly bool _allowsLoopbackHttp = options.AllowLoopbackHttp;
    private readonly ClientAuthentication? _authentication = options.ClientId is { Length: > 0 } ? ClientAuthentication.For(options, timeProvider) : null;

    // Okta expects the ID of a public client in the query of this endpoint, and no Authorization header.
    private readonly string? _publicClientId = ClientAuthentication.IsPublic(options) ? options.ClientId : null;

    public async Task<TokenIntrospectionResult> IntrospectAsync(string token, TokenTypeHint tokenTypeHint, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        List<KeyValuePair<string, string>> form = [new("token", token), new("token_type_hint", TokenTypeHints.NameOf(tokenTypeHint))];
        cancellationToken.ThrowIfCancellationRequested();
        var result = await IntrospectInTimeAsync(form, cancellationToken).ConfigureAwait(false);
        if (result.Error is { } error)
            Log.NoVerdict(logger, error);
        return result;
    }

    private async Task<TokenIntrospectionResult> IntrospectInTimeAsync(List<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        try
        {
            return await BoundedCall.RunAsync(_remoteTimeout, token => AttemptAsync(form, token), on: null, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return TokenIntrospectionResponse.Unknown("OL9712: The introspection endpoint did not respond in time.");
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return TokenIntrospectionResponse.Unknown($"OL9713: The introspection request failed ({exception.GetType().Name}).");
        }
    }

    private async Task<TokenIntrospectionResult> AttemptAsync(List<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        if (_authentication is null)
            return TokenIntrospectionResponse.Unknown("OL9714: Introspection needs a client: ClientId is not set in the OktaLogoutOptions of the scheme.");
        var endpoint = (await discovery.GetEndpointsAsync(cancellationToken).ConfigureAwait(false)).IntrospectionEndpoint;
        if (string.IsNullOrEmpty(endpoint) || !EndpointAddress.IsAllowed(endpoint, _allowsLoopbackHttp))
            return TokenIntrospectionResponse.Unknown("OL9715: The authorization server has no introspection endpoint that is an absolute https URL, so nothing was sent.");
        return await ClientRequest.SendAsync(
            httpClient(),
            AddressOf(endpoint!),
            form,
            _publicClientId is null ? _authentication : null,
            TokenIntrospectionResponse.ReadAsync,
            TokenIntrospectionResponse.Unknown("OL9716: The introspection endpoint responded with a redirect, which is not followed, because the request carries a token."),
            cancellationToken).ConfigureAwait(false);
    }

    private Uri AddressOf(string endpoint) => _publicClientId is null
        ? new(endpoint)
        : new($"{endpoint}{(endpoint.Contains('?') ? '&' : '?')}client_id={Uri.EscapeDataString(_publicClientId)}");

    private static partial class Log
    {
        [LoggerMessage(9710, LogLevel.Warning, "A token could not be introspected: {Error}")]
        public static partial void NoVerdict(ILogger logger, string error);
    }
}
