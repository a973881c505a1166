using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>The app's OpenID Connect events, and after them: the identity of the session that the ID token begins.</summary>
internal sealed class SessionRecordingEvents : OpenIdConnectEvents
{
    private readonly bool _keepIdToken;

    public SessionRecordingEvents(OpenIdConnectEvents? appEvents, Type? appEventsType, bool keepIdToken)
    {
        _keepIdToken = keepIdToken;
        OnAccessDenied = context => AppEvents(context.HttpContext).AccessDenied(context);
        OnAuthenticationFailed = context => AppEvents(context.HttpContext).AuthenticationFailed(context);
        OnAuthorizationCodeReceived = context => AppEvents(context.HttpContext).AuthorizationCodeReceived(context);
        OnMessageReceived = context => AppEvents(context.HttpContext).MessageReceived(context);
        OnPushAuthorization = context => AppEvents(context.HttpContext).PushAuthorization(context);
        OnRedirectToIdentityProvider = context => AppEvents(context.HttpContext).RedirectToIdentityProvider(context);
        OnRedirectToIdentityProviderForSignOut = context => AppEvents(context.HttpContext).RedirectToIdentityProviderForSignOut(context);
        OnRemoteFailure = context => AppEvents(context.HttpContext).RemoteFailure(context);
        OnRemoteSignOut = context => AppEvents(context.HttpContext).RemoteSignOut(context);
        OnSignedOutCallbackRedirect = context => AppEvents(context.HttpContext).SignedOutCallbackRedirect(context);
        OnTicketReceived = context => AppEvents(context.HttpContext).TicketReceived(context);
        OnTokenResponseReceived = context => AppEvents(context.HttpContext).TokenResponseReceived(context);
        OnTokenValidated = context => AppEvents(context.HttpContext).TokenValidated(context);
        OnUserInformationReceived = context => AppEvents(context.HttpContext).UserInformationReceived(context);

        OpenIdConnectEvents AppEvents(HttpContext context) => appEventsType is null
            ? appEvents ?? Default
            : (OpenIdConnectEvents)context.RequestServices.GetRequiredService(appEventsType);
    }

    private static OpenIdConnectEvents Default { get; } = new();

    public override async Task TokenValidated(TokenValidatedContext context)
    {
        // Of an encrypted token, what was encrypted: only that can be read, and be a hint (OpenID Connect Core 1.0, section 3.1.2.1).
        var received = context.TokenEndpointResponse?.IdToken ?? context.ProtocolMessage.IdToken;
        var idToken = context.SecurityToken?.InnerToken?.RawData ?? received;
        if (IdTokenClaims.TryRead(idToken, out var claims) && claims.IsLogoutToken)
        {
            // Back-Channel Logout 1.0, section 4.1: same key, same audience, but nobody signed in.
            context.Fail("OL8405: The ID token is a logout token.");
            return;
        }

        await base.TokenValidated(context);
        if (context.Result is { Succeeded: false } || idToken is null)
            return;
        if ((context.Result?.Properties ?? context.Properties) is not { } properties)
            return;

        var session = SessionDescriptor.FromIdToken(idToken, SessionTicketId.Create()) ?? new() { TicketId = SessionTicketId.Create() };
        SessionProperties.Write(properties, session, context.Scheme.Name);
        if (!_keepIdToken)
            return;
        if (!context.Options.SaveTokens)
            KeptIdToken.Restore(properties, idToken);
        else if (idToken != received)
            KeptIdToken.KeepDecrypted(properties, idToken);
    }
}
