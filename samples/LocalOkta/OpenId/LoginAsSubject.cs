using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LocalOkta;

/// <summary>As in Okta's custom authorization servers, the <c>sub</c> of an access token is the login name. The entry of the token, written before, names the user by the id.</summary>
internal sealed class LoginAsSubject : IOpenIddictServerHandler<GenerateTokenContext>
{
    public static int Order { get; } = OpenIddictServerHandlers.Protection.CreateTokenEntry.Descriptor.Order + 1;

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType is TokenTypeIdentifiers.AccessToken && DemoUsers.Find(context.Principal.GetClaim(SessionClaims.UserId)) is { } user)
        {
            context.Principal.SetClaim(Claims.Subject, user.Email);
        }

        return ValueTask.CompletedTask;
    }
}
