using System.Text.Json;

namespace Okta.Logout;

/// <summary>The order in which incoming tokens of every type are judged: the cheap rules before those that need keys.</summary>
internal abstract class TokenValidator<T>(TokenSignature signature)
    where T : class
{
    /// <summary>Gets by how much the sender's clock may differ from this one.</summary>
    protected abstract TimeSpan ClockSkew { get; }

    protected abstract bool IsExpirationRequired { get; }

    /// <summary>Judges a token without remembering it.</summary>
    /// <param name="token">The token as it came.</param>
    /// <param name="issuers">Who may send one.</param>
    /// <param name="cancellationToken">Ends the wait for keys.</param>
    /// <exception cref="SigningKeysUnavailableException">The issuer's keys cannot be had, so nothing can be said.</exception>
    public async ValueTask<TokenValidation<T>> ValidateAsync(string token, IReadOnlyList<TrustedIssuer> issuers, CancellationToken cancellationToken)
    {
        if (!CompactJws.TryParse(token, out var jws, out var malformed))
            return Malformed(token, malformed);
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

    /// <summary>What to say of a text that is no token at all.</summary>
    protected virtual TokenRefusal Malformed(string token, TokenRefusal refusal) => refusal;

    protected abstract TokenRefusal? CheckHeader(JsonElement header);

    protected abstract TokenRefusal? CheckClaims(JsonElement payload, TrustedIssuer issuer);

    /// <summary>Reads what the rules have passed.</summary>
    protected abstract TokenValidation<T> Read(JsonElement payload, TrustedIssuer issuer);
}
