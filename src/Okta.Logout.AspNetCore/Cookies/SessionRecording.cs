using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Records the session that an ID token begins, from the moment at which its user leaves for the provider.</summary>
internal sealed class SessionRecording(OktaLogoutSchemes schemes, IOptions<OktaLogoutWebOptions> options, TimeProvider timeProvider)
{
    // Both are in the protected state of the sign-in, and are not written into a cookie.
    private const string BegunAt = ".okta.begun";
    private const string Previous = ".okta.previous";

    /// <summary>Records the time when the user leaves for the provider. A termination after that ends the session that the sign-in begins.</summary>
    public async Task BeginAsync(RedirectContext context)
    {
        context.Properties.Items[BegunAt] = timeProvider.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var cookie = await schemes.SignInCookieAsync(context.HttpContext, context.Options.SignInScheme);
        var previous = cookie is null ? null : RequestSessions.Of(context.HttpContext).FindCame(cookie);
        if (previous is { MayGoOn: true, Record.HasLineage: true })
            context.Properties.Items[Previous] = SessionRecordText.Write(new(Named(previous.Session)));
    }

    /// <summary>Returns why an ID token begins no session, although it is valid; null if it does.</summary>
    public string? ProblemOf(TokenValidatedContext context)
    {
        if (!IdTokenClaims.TryRead(IdTokenOf(context), out var claims))
            return null;

        // Back-Channel Logout 1.0, section 4.1: a logout token has the same key and audience as an ID token, but is no proof of a sign-in.
        if (claims.IsLogoutToken)
            return "OL8405: The ID token is a logout token, so the sign-in was refused. A logout token in this place is an error of the provider, or an attack.";
        if (claims.HasUnusableSessionExpiry)
            return "OL8406: The session_expiry of the ID token is not a time in seconds, so the sign-in was refused: nobody could tell when the session ends. Correct the claim at the provider.";
        return claims.SessionExpiry <= timeProvider.GetUtcNow()
            ? "OL8407: The session_expiry of the ID token has passed, so the sign-in was refused: the session would end at once, and the browser would be sent to sign in again without end. Correct the claim at the provider."
            : null;
    }

    /// <summary>Keeps the sign-in for the cookies that this request issues.</summary>
    public async Task RecordAsync(TokenValidatedContext context)
    {
        var idToken = IdTokenOf(context);
        var session = SessionDescriptor.FromIdToken(idToken) ?? new SessionDescriptor();
        var record = new SessionRecord(session.With(SessionTicketId.Create(), signedInAt: BegunAtOf(context.Properties))) { OpenIdConnectScheme = context.Scheme.Name };
        var saves = context.Options.SaveTokens;
        var tokens = new SessionTokens(
            options.Value.KeepIdToken || saves ? idToken : null, saves ? context.TokenEndpointResponse?.RefreshToken : null, saves ? context.TokenEndpointResponse?.AccessToken : null);
        var cookie = await schemes.SignInCookieAsync(context.HttpContext, context.Options.SignInScheme);
        RequestSessions.Of(context.HttpContext).Remote = new(SessionExpiry.AddTo(record, idToken), tokens, PreviousOf(context.Properties), cookie);
    }

    /// <summary>Writes the record into the ticket that the handler issues.</summary>
    public void Write(TokenValidatedContext context, AuthenticationProperties? properties)
    {
        if (properties is null || RequestSessions.Of(context.HttpContext).Remote is not { } remote)
            return;
        properties.Items.Remove(BegunAt);
        properties.Items.Remove(Previous);
        SessionProperties.Write(properties, remote.Record);
        if (!options.Value.KeepIdToken || remote.Tokens.IdToken is not { } idToken)
            return;
        if (!context.Options.SaveTokens)
            KeptIdToken.Restore(properties, idToken);
        else if (idToken != ReceivedIdTokenOf(context))
            KeptIdToken.KeepDecrypted(properties, idToken);
    }

    // For an encrypted token, the inner token: only that can be read, and sent as a hint (OpenID Connect Core 1.0, section 3.1.2.1).
    private static string? IdTokenOf(TokenValidatedContext context) => context.SecurityToken?.InnerToken?.RawData ?? ReceivedIdTokenOf(context);

    private static string? ReceivedIdTokenOf(TokenValidatedContext context) => context.TokenEndpointResponse?.IdToken ?? context.ProtocolMessage.IdToken;

    // If the provider started the sign-in, the only known time is that of the user's arrival.
    private DateTimeOffset BegunAtOf(AuthenticationProperties? properties) =>
        properties is not null && properties.Items.TryGetValue(BegunAt, out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : timeProvider.GetUtcNow();

    private static SessionDescriptor? PreviousOf(AuthenticationProperties? properties) =>
        properties is not null && properties.Items.TryGetValue(Previous, out var text) && text is not null ? SessionRecordText.Read(text)?.Session : null;

    private static SessionDescriptor Named(SessionDescriptor session) => new() { TicketId = session.TicketId, Issuer = session.Issuer, Subject = session.Subject };
}
