using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.Cookies;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LocalOkta;

/// <summary>Converts a session to the claims of its ticket, and back.</summary>
internal static class SessionPrincipal
{
    public static ClaimsPrincipal Begin(DemoUser user, DateTimeOffset now) => new(new ClaimsIdentity(
        [
            new Claim(Claims.Subject, user.Id),
            new Claim(SessionClaims.Sid, "102" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16))),
            new Claim(Claims.AuthenticationTime, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    public static BrowserSession? Read(ClaimsPrincipal? principal) =>
        DemoUsers.Find(principal?.FindFirst(Claims.Subject)?.Value) is { } user
        && principal?.FindFirst(SessionClaims.Sid)?.Value is { } sid
        && long.TryParse(principal.FindFirst(Claims.AuthenticationTime)?.Value, CultureInfo.InvariantCulture, out var started)
            ? new BrowserSession(sid, user, DateTimeOffset.FromUnixTimeSeconds(started))
            : null;
}
