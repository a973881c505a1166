using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace Okta.Logout.AspNetCore;

/// <summary>Puts the tokens of a refresh into a ticket. What the provider did not send again, and what the app does not keep, stays as it is.</summary>
internal static class TicketTokens
{
    public static void Replace(RequestSession session, RefreshedTokens tokens, DateTimeOffset issuedAt)
    {
        var properties = session.Properties;
        Update(properties, "access_token", tokens.AccessToken);
        Update(properties, "token_type", tokens.TokenType);
        Update(properties, "expires_at", tokens.ExpiresIn is { } time ? (issuedAt + time).ToString("o", CultureInfo.InvariantCulture) : null);
        if (IsOfSession(tokens.IdToken, session.Session))
            Update(properties, "id_token", tokens.IdToken);
        if (!Update(properties, "refresh_token", tokens.RefreshToken) && tokens.RefreshToken is not null)
            session.Record = session.Record with { RefreshToken = tokens.RefreshToken };
    }

    // OpenID Connect Core 1.0, section 12.2.
    private static bool IsOfSession(string? idToken, SessionDescriptor session) =>
        SessionDescriptor.FromIdToken(idToken) is { } fresh && fresh.Issuer == session.Issuer && fresh.Subject == session.Subject;

    private static bool Update(AuthenticationProperties properties, string name, string? value) => value is not null && properties.UpdateTokenValue(name, value);
}
