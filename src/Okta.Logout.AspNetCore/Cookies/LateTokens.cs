using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Revokes the tokens of a cookie whose session was signed out before. Such a cookie comes from a request that renewed the tokens and ended after the
/// sign-out. Each token is sent once, after the response.
/// </summary>
internal sealed partial class LateTokens(
    RevocationCheck revocation, IssuerRegistrations registrations, IRegistrationSource options, IServiceProvider services, ILogger<LateTokens> logger)
{
    private readonly FirstTimes<SessionKey> _sent = new();

    public void Revoke(HttpContext context, RequestSession session)
    {
        if (FirstTokenOf(session) is { } token)
            context.Response.OnCompleted(() => RevokeAsync(session, token));
    }

    /// <summary>The same at once.</summary>
    public Task RevokeAsync(RequestSession session) => FirstTokenOf(session) is { } token ? RevokeAsync(session, token) : Task.CompletedTask;

    /// <summary>Remembers a refresh token that a sign-out has sent for revocation, so that a copy of the cookie does not send it again.</summary>
    public void SetRevoked(RequestSession session)
    {
        if (session.Tokens.RefreshToken is { Length: > 0 } token && session.Session.Issuer is { } issuer)
            IsFirst(issuer, token);
    }

    private string? FirstTokenOf(RequestSession session) =>
        session.Tokens.RefreshToken is { Length: > 0 } token && session.Session.Issuer is { } issuer && IsFirst(issuer, token) ? token : null;

    private bool IsFirst(string issuer, string token) => _sent.Add(SessionKey.OfToken(issuer, token));

    // The user has signed out only if the ticket itself is on the list. Other terminations do not revoke tokens.
    private async Task RevokeAsync(RequestSession session, string token)
    {
        try
        {
            if (await revocation.RunAsync(SessionDescriptor.ForTicket(session.Session.TicketId)) is not SessionCheck.Ended)
                return;
            var scheme = await registrations.FindAsync(session.Session.Issuer, session.Record.OpenIdConnectScheme, session.Tokens.IdToken);
            if (scheme is null || !options.Get(scheme).RevokeTokens)
                return;
            var result = await services.GetRequiredKeyedService<ITokenRevocationClient>(scheme).RevokeAsync(token, TokenTypeHint.RefreshToken);
            Log.Sent(logger, session.CookieScheme, result.Status);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, session.CookieScheme, exception.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6107, LogLevel.Information, "A cookie of the scheme {Scheme}, whose session was signed out before, came with a refresh token. Result of its revocation: {Status}.")]
        public static partial void Sent(ILogger logger, string scheme, TokenRevocationStatus status);

        [LoggerMessage(6108, LogLevel.Warning, "OL6108: The refresh token in a cookie of the scheme {Scheme}, whose session was signed out before, could not be revoked ({ExceptionType}).")]
        public static partial void Failed(ILogger logger, string scheme, string exceptionType);
    }
}
