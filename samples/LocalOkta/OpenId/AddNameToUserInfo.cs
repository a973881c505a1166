using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LocalOkta;

/// <summary>Okta answers the full name; OpenIddict answers its parts only.</summary>
internal sealed class AddNameToUserInfo : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        if (context.AccessTokenPrincipal.HasScope(Scopes.Profile))
        {
            context.Claims[Claims.Name] = context.AccessTokenPrincipal.GetClaim(Claims.Name);
        }

        return ValueTask.CompletedTask;
    }
}
