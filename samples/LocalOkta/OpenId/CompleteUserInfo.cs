using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LocalOkta;

/// <summary>Names the user by the id, and adds claims that Okta returns and OpenIddict leaves out.</summary>
internal sealed class CompleteUserInfo : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var user = context.AccessTokenPrincipal;
        context.Subject = user.GetClaim(SessionClaims.UserId);
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
