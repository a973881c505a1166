using System.Text.Json;

namespace Okta.Logout;

/// <summary>The order in which incoming tokens of every type are validated: the rules that cost little come before those that need keys.</summary>
internal abstract class TokenValidator<T>(TokenSignature signature)
    where T : class
{
    /// <summary>Gets by how much the sender's clock may differ from this one.</summary>
    protected abstract TimeSpan ClockSkew { get; }

    protected abstract bool IsExpirationRequired { get; }

    /// <summary>Validates a token without remembering it.</summary>
    /// <param name="token">The token as it came.</param>
    /// <param name="issuers">Who may send one.</param>
    /// <param name="cancellationToken">Ends the wait for keys.</param>
    /// <exception cref="SigningKeysUnavailableException">The issuer's keys are not available, so the token cannot be validated.</exception>
    public async ValueTask<TokenValidation<T>> ValidateAsync(string token, IReadOnlyList<TrustedIssuer> issuers, CancellationToken cancellationToken)
    {
        if (!CompactJws.TryParse(token, out var jws, out var fault))
            return Malformed(token, TokenRefusal.Of(fault.Value));
        using (jws)
        {
            if (CheckHeader(jws.Header) is { } header)
                return header;
            if (TrustedIssuer.Find(issuers, jws.Payload) is not { } issuer)
                return TokenRefusal.UnknownIssuer;
            if (CheckClaims(jws.Payload, issuer) is { } claims)
                return claims;
            var forged = await signature.VerifyAsync(jws, issuer, ClockSkew, IsExpirationRequired, cancellationToken).ConfigureAwait(false);
            return forged is null ? Read(jws.Payload, issuer) : forged;
        }
    }

    /// <summary>Returns the refusal of a text that is not a token.</summary>
    protected virtual TokenRefusal Malformed(string token, TokenRefusal refusal) => refusal;

    protected abstract TokenRefusal? CheckHeader(JsonElement header);

    protected abstract TokenRefusal? CheckClaims(JsonElement payload, TrustedIssuer issuer);

    /// <summary>Reads a token that has passed the rules.</summary>
    protected abstract TokenValidation<T> Read(JsonElement payload, TrustedIssuer issuer);
}
