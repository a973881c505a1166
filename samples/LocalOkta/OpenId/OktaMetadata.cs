using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LocalOkta;

/// <summary>Completes discovery with what OpenIddict does not know: a logout endpoint by Okta's rules, and public clients.</summary>
internal sealed class OktaMetadata : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        if (context.BaseUri is { } origin)
        {
            context.EndSessionEndpoint = new Uri(origin, OktaPaths.Logout);
        }

        context.TokenEndpointAuthenticationMethods.Add(ClientAuthenticationMethods.None);
        context.RevocationEndpointAuthenticationMethods.Add(ClientAuthenticationMethods.None);
        context.IntrospectionEndpointAuthenticationMethods.Add(ClientAuthenticationMethods.None);
        return ValueTask.CompletedTask;
    }
}
