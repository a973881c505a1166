namespace Okta.Logout;

/// <summary>The types of events that the app can act on.</summary>
internal static class SecurityEventTypes
{
    public const string SessionRevoked = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";
    public const string CredentialChange = "https://schemas.openid.net/secevent/caep/event-type/credential-change";
    public const string Verification = "https://schemas.openid.net/secevent/ssf/event-type/verification";
}
