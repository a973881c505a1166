namespace Okta.Logout.AspNetCore;

/// <summary>A cookie that a sign-out ends.</summary>
/// <param name="Scheme">Its cookie scheme.</param>
/// <param name="Content">Its content in this request; none if the request came without it.</param>
/// <param name="IsRepeated">Whether it is a further cookie of the same name, which the handler does not read.</param>
internal sealed record BrowserCookie(string Scheme, CookieContent Content, bool IsRepeated = false);
