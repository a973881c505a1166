using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LocalOkta;

/// <summary>Adds the logout endpoint to discovery: it follows Okta's rules, so it is not OpenIddict's.</summary>
internal sealed class AdvertiseLogout : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        if (context.BaseUri is { } origin)
        {
            context.EndSessionEndpoint = new Uri(origin, OktaPaths.Logout);
        }

        return ValueTask.CompletedTask;
    }
}
