namespace Okta.Logout.AspNetCore;

/// <summary>An OpenID Connect scheme, and the cookie scheme that holds its sessions.</summary>
internal sealed record OktaLogoutScheme(string OpenIdConnect, string Cookie);
