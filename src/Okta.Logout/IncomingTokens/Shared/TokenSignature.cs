using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>Verifies signature and lifetime with the JWT handler that ASP.NET Core uses, too.</summary>
internal sealed class TokenSignature
{
    private readonly TimeProvider _timeProvider;
    private readonly LifetimeValidator _isAlive;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 2 * CompactJws.LongestToken };

    public TokenSignature(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _isAlive = IsAlive;
    }

    /// <summary>Verifies a token whose header the <see cref="HeaderRules"/> have passed.</summary>
    /// <exception cref="SigningKeysUnavailableException">The issuer's keys are not available.</exception>
    public async ValueTask<TokenRefusal?> VerifyAsync(
        CompactJws jws, TrustedIssuer issuer, TimeSpan clockSkew, bool isExpirationRequired, CancellationToken cancellationToken)
    {
        var algorithm = jws.Header.GetProperty("alg").GetString()!;
        _ = jws.Header.TryGetText("kid", out var keyId);
        var keys = await issuer.Keys.FindAsync(keyId, algorithm, cancellationToken).ConfigureAwait(false);
        if (keys.Count == 0)
            return TokenRefusal.UnknownKey;

        var parameters = Parameters(issuer, algorithm, keys);
        parameters.ClockSkew = clockSkew;
        parameters.RequireExpirationTime = isExpirationRequired;
        try
        {
            var result = await _handler.ValidateTokenAsync(jws.Text, parameters).ConfigureAwait(false);
            return result.IsValid ? null : RefusalOf(result.Exception);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException or SecurityTokenException)
        {
            // For input that it does not expect, the handler throws exceptions of other types.
            return TokenRefusal.WrongSignature;
        }
    }

    private TokenValidationParameters Parameters(TrustedIssuer issuer, string algorithm, IReadOnlyList<SecurityKey> keys) => new()
    {
        ValidIssuer = issuer.Issuer,
        ValidAlgorithms = [algorithm],

        // All keys that fit: the handler itself tries only the first key with the token's kid, and a set may have two.
        IssuerSigningKeyResolver = (_, _, _, _) => keys,
        LifetimeValidator = _isAlive,

        // The rule for audiences in ClaimRules is stricter.
        ValidateAudience = false,
    };

    // The handler's own validation of the lifetime only knows the system clock.
    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _timeProvider.GetUtcNow().UtcDateTime;
        var isExpired = expires is null ? parameters.RequireExpirationTime : now >= expires && now - expires >= parameters.ClockSkew;
        return !isExpired && (notBefore is null || notBefore - now <= parameters.ClockSkew);
    }

    private static TokenRefusal RefusalOf(Exception fault) =>
        fault is SecurityTokenInvalidLifetimeException ? TokenRefusal.WrongLifetime : TokenRefusal.WrongSignature;
}
