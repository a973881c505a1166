using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LocalOkta;

/// <summary>Okta: with a refresh token go the access tokens of its grant. The other way round nothing else goes.</summary>
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
