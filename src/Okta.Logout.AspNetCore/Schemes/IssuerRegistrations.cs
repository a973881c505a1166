using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>Lists the schemes whose issuers may end sessions, and finds the one whose provider began a session, by the issuer. A token is sent only to the issuer that issued it.</summary>
internal sealed partial class IssuerRegistrations(OktaLogoutSchemes schemes, AccessTokenSchemes accessTokens, IRegistrationSource registrations, ILogger<IssuerRegistrations> logger) : IRegistrations
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Registration>> AllAsync(bool isAtStart = false) => Usable([.. await schemes.OpenIdConnectAsync(), .. accessTokens.All()], isAtStart);

    /// <summary>Returns the scheme of an issuer: the one that began the session if its options still match, otherwise another scheme of the issuer.</summary>
    /// <param name="issuer">The issuer of the session.</param>
    /// <param name="scheme">The scheme that began it.</param>
    /// <param name="idToken">Its ID token, which names the client.</param>
    public async ValueTask<string?> FindAsync(string? issuer, string? scheme, string? idToken)
    {
        if (issuer is null)
            return null;
        var ofIssuer = Usable(await schemes.OpenIdConnectAsync(), isAtStart: false).Where(usable => usable.Options.IsIssuedBy(issuer)).ToList();
        var ofClient = IdTokenClaims.TryRead(idToken, out var claims)
            ? ofIssuer.Where(usable => claims.Audiences.Contains(usable.Options.ClientId, StringComparer.Ordinal)).ToList()
            : ofIssuer;
        return (ofClient.Find(usable => usable.Name == scheme) ?? ofClient.FirstOrDefault())?.Name;
    }

    private IReadOnlyList<Registration> Usable(IEnumerable<string> names, bool isAtStart) => Registration.Usable(names, registrations, (scheme, exception) =>
    {
        if (!isAtStart)
            Log.Unusable(logger, scheme, exception.GetType().Name);
    });

    private static partial class Log
    {
        [LoggerMessage(6202, LogLevel.Error, "OL6023: The options of the scheme {Scheme} cannot be used ({ExceptionType}), so sessions of its provider end in this app only. Correct the options.")]
        public static partial void Unusable(ILogger logger, string scheme, string exceptionType);
    }
}
