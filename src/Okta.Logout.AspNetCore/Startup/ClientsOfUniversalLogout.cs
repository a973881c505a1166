using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>Checks that Universal Logout can reach the app: Okta names it by a client ID, which an API need not have.</summary>
internal sealed class ClientsOfUniversalLogout(OktaLogoutSchemes schemes, AccessTokenSchemes accessTokens, OptionsAtStart optionsAtStart, IRegistrationSource registrations, IServiceProvider services)
{
    /// <exception cref="InvalidOperationException">Every request of Okta would be refused.</exception>
    public async Task CheckAsync()
    {
        if (accessTokens.All() is not [var scheme, ..] || !services.GetServices<IOktaLogoutEndpoint>().Any(endpoint => endpoint is UniversalLogoutEndpoint))
            return;
        foreach (var name in (await schemes.OpenIdConnectAsync()).Concat(accessTokens.All()))
        {
            string? clientId = null;
            if (!optionsAtStart.Check(name, () => clientId = registrations.Get(name).ClientId) || !string.IsNullOrEmpty(clientId))
                return;
        }

        throw new InvalidOperationException(
            $"OL9701: Universal Logout names this API by the client ID of the app integration that Okta sends it for, and no client ID is set, so every request would be refused. Set it: Configure<OktaLogoutOptions>(\"{scheme}\", options => options.ClientId = ...).").WithHelpLink();
    }
}
