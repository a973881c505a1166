using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Gives a record to a cookie without one: a cookie from before this library, or from a node or an app without it. The record is derived
/// from the ticket, so that every copy of the cookie has the same.
/// </summary>
internal sealed class SessionAdoption(OktaLogoutSchemes schemes, IRegistrationSource registrations)
{
    private const string AuthScheme = ".AuthScheme";
    private const int TicketIdSize = 16;

    public async ValueTask<SessionRecord> AdoptAsync(AuthenticationProperties properties, ClaimsPrincipal? principal)
    {
        var idToken = KeptIdToken.Read(properties);
        var ticketId = TicketIdOf(idToken is null ? TextOf(properties, principal) : idToken);
        var scheme = await SchemeOfAsync(properties);
        if (SessionDescriptor.FromIdToken(idToken, ticketId) is not { Issuer: not null } session)
        {
            session = IssuerOf(scheme) is { } issuer && UserName.IdOf(principal) is { } subject
                ? FromClaims(ticketId, issuer, subject, principal!)
                : new() { TicketId = ticketId };
        }

        var record = new SessionRecord(session.With(signedInAt: SignedInAt(properties, session))) { OpenIdConnectScheme = scheme };
        return SessionExpiry.AddTo(record, idToken);
    }

    // The earlier of the two known times, because the cookie may have been renewed, and the provider's clock may be ahead.
    private static DateTimeOffset? SignedInAt(AuthenticationProperties properties, SessionDescriptor session) =>
        session.StartedAt < properties.IssuedUtc ? session.StartedAt : properties.IssuedUtc;

    private static SessionDescriptor FromClaims(string ticketId, string issuer, string subject, ClaimsPrincipal principal) => new()
    {
        TicketId = ticketId,
        Issuer = issuer,
        Subject = subject,
        SessionId = principal.FindFirst("sid")?.Value ?? principal.FindFirst(ClaimTypes.Sid)?.Value,
        Email = principal.FindFirst("email")?.Value ?? principal.FindFirst(ClaimTypes.Email)?.Value,
    };

    // The handler writes the scheme if it issues the cookie itself. Otherwise the scheme is certain only in an app with one way to sign in.
    private async ValueTask<string?> SchemeOfAsync(AuthenticationProperties properties)
    {
        var all = await schemes.OpenIdConnectAsync();
        if (properties.Items.TryGetValue(AuthScheme, out var recorded) && recorded is not null)
            return all.Contains(recorded) ? recorded : null;
        return all.Count == 1 && await schemes.IsOpenIdConnectTheOnlySignInAsync() ? all[0] : null;
    }

    private string? IssuerOf(string? scheme)
    {
        try
        {
            return scheme is null ? null : registrations.Get(scheme).GetIssuer();
        }
        catch (Microsoft.Extensions.Options.OptionsValidationException)
        {
            return null;
        }
    }

    private static string TextOf(AuthenticationProperties properties, ClaimsPrincipal? principal)
    {
        var claims = (principal?.Claims ?? []).Select(claim => $"{claim.Type.Length}:{claim.Type}{claim.Value.Length}:{claim.Value}").Order(StringComparer.Ordinal);
        return string.Concat(claims.Prepend($"{properties.IssuedUtc ?? properties.ExpiresUtc:O}|"));
    }

    private static string TicketIdOf(string text) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, TicketIdSize));
}
