using System.Globalization;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LocalOkta;

/// <summary>Adds what Okta's response about an access token has, and that of OpenIddict does not.</summary>
internal sealed class CompleteIntrospection : IOpenIddictServerHandler<HandleIntrospectionRequestContext>
{
    public ValueTask HandleAsync(HandleIntrospectionRequestContext context)
    {
        var token = context.GenericTokenPrincipal;
        if (token.HasTokenType(TokenTypeIdentifiers.AccessToken))
        {
            context.Claims[SessionClaims.UserId] = token.GetClaim(SessionClaims.UserId);
            context.Claims[Claims.AuthenticationTime] = long.Parse(token.GetClaim(Claims.AuthenticationTime)!, CultureInfo.InvariantCulture);
            context.Username = token.GetClaim(Claims.Email);
        }

        return ValueTask.CompletedTask;
    }
}
