using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LocalOkta;

/// <summary>Adds the claims that Okta answers and OpenIddict leaves out.</summary>
internal sealed class CompleteUserInfo : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var user = context.AccessTokenPrincipal;
        if (user.HasScope(Scopes.Profile))
        {
            context.Claims[Claims.Name] = user.GetClaim(Claims.Name);
            context.PreferredUsername = user.GetClaim(Claims.PreferredUsername);
        }

        if (user.HasScope(Scopes.Email))
        {
            context.EmailVerified = true;
        }

        return ValueTask.CompletedTask;
    }
}
