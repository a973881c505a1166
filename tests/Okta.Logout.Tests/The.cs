namespace Okta.Logout.Tests;

/// <summary>The canonical values of the tests. Those named secret are looked for in all log output.</summary>
internal static class The
{
    public const string Issuer = "https://example.okta.com/oauth2/default";
    public const string MetadataAddress = Issuer + "/.well-known/openid-configuration";
    public const string EndSessionEndpoint = Issuer + "/v1/logout";
    public const string RevocationEndpoint = Issuer + "/v1/revoke";
    public const string TokenEndpoint = Issuer + "/v1/token";
    public const string JwksUri = Issuer + "/v1/keys";
    public const string ClientId = "0oa1client2id3";
    public const string ClientSecret = "secret-client-value-of-at-least-32-bytes";
    public const string Subject = "00u1subject2secret";
    public const string Sid = "idx1sid2secret";
    public const string Email = "ada.secret@example.com";
    public const string RefreshToken = "secret-refresh-token";
    public const string AccessToken = "secret-access-token";
    public const string DeviceSecret = "secret-device-secret";
    public const string TicketId = "secret-ticket-id";
    public const string State = "secret-state";
    public const string PostLogoutRedirectUri = "https://app.example.com/signout/complete";

    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
}
