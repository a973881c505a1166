using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout;

/// <summary>Uses a refresh token at the token endpoint (RFC 6749, section 6), as the client that revokes tokens. Credentials go to an https endpoint only, and never along a redirect.</summary>
internal sealed class TokenRefreshClient(IServiceProvider services, IRegistrationSource registrations, IHttpClientFactory httpClients, TimeProvider timeProvider)
{
    /// <summary>Uses a refresh token of a registration. A failure of the server or the network is a result, never an exception.</summary>
    public async Task<TokenRefreshResult> RefreshAsync(string name, string refreshToken)
    {
        var options = registrations.Get(name);
        try
        {
            return await BoundedCall.RunAsync(
                options.RemoteTimeout, token => AttemptAsync(name, options, refreshToken, token), on: null, timeProvider, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return TokenRefreshResult.Unknown("the token endpoint did not respond in time");
        }
        catch (Exception exception)
        {
            return TokenRefreshResult.Unknown($"the request failed ({exception.GetType().Name})");
        }
    }

    private async Task<TokenRefreshResult> AttemptAsync(string name, OktaLogoutOptions options, string refreshToken, CancellationToken cancellationToken)
    {
        var endpoint = (await services.GetRequiredKeyedService<IOktaDiscoveryClient>(name).GetEndpointsAsync(cancellationToken).ConfigureAwait(false)).TokenEndpoint;
        if (string.IsNullOrEmpty(endpoint) || !EndpointAddress.IsAllowed(endpoint, options.AllowLoopbackHttp))
            return TokenRefreshResult.Unknown("the server has no token endpoint that is an absolute https URL");
        return await ClientRequest.SendAsync(
            httpClients.CreateClient(OktaLogoutDefaults.HttpClientName),
            new Uri(endpoint!),
            [new("grant_type", "refresh_token"), new("refresh_token", refreshToken)],
            ClientAuthentication.For(options, timeProvider),
            TokenRefreshResponse.ReadAsync,
            TokenRefreshResult.Unknown("the token endpoint responded with a redirect"),
            cancellationToken).ConfigureAwait(false);
    }
}
