using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LocalOkta;

/// <summary>As Okta does, revokes the access tokens of a grant together with its refresh token. An access token is revoked alone.</summary>
internal sealed class RevokeTokensOfGrant(IOpenIddictTokenManager tokens) : IOpenIddictServerHandler<HandleRevocationRequestContext>
{
    public async ValueTask HandleAsync(HandleRevocationRequestContext context)
    {
        if (context.GenericTokenPrincipal is { } principal
            && principal.HasTokenType(OpenIddictConstants.TokenTypeIdentifiers.RefreshToken)
            && principal.GetAuthorizationId() is { } grant)
        {
            await tokens.RevokeByAuthorizationIdAsync(grant, context.CancellationToken);
        }
    }
}
