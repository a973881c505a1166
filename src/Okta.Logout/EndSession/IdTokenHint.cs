namespace Okta.Logout;

/// <summary>Checks an ID token before it is sent: a request with an unsuitable hint ends on the server's error page, with no way back.</summary>
internal static class IdTokenHint
{
    /// <summary>An expired token is fine: a server should accept it (RP-Initiated Logout 1.0, section 2), and Okta does.</summary>
    public static IdTokenHintStatus Check(string? idToken, OktaLogoutOptions options)
    {
        if (string.IsNullOrEmpty(idToken))
            return IdTokenHintStatus.Missing;
        if (!IdTokenClaims.TryRead(idToken, out var claims))
            return IdTokenClaims.IsEncrypted(idToken!) ? IdTokenHintStatus.Encrypted : IdTokenHintStatus.Malformed;
        if (!options.IsIssuedBy(claims.Issuer))
            return IdTokenHintStatus.WrongIssuer;
        return claims.Audiences.Contains(options.ClientId, StringComparer.Ordinal) ? IdTokenHintStatus.Usable : IdTokenHintStatus.WrongAudience;
    }
}
