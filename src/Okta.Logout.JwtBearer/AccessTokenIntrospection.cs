using System.IdentityModel.Tokens.Jwt;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Okta.Logout.AspNetCore;

namespace Okta.Logout.JwtBearer;

/// <summary>Asks Okta about the tokens of those requests for which the app wants it.</summary>
internal sealed class AccessTokenIntrospection(IntrospectedTokens tokens, IOptions<TokenIntrospectionOptions> options)
{
    public bool IsAsked(HttpContext context) => options.Value.When is { } when && when(context);

    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<AccessTokenStatus> RunAsync(string scheme, SecurityToken token, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var status = TextOf(token) is { Length: > 0 } text
            ? (await tokens.FindAsync(scheme, text, expiresAt).WaitAsync(cancellationToken).ConfigureAwait(false)).Status
            : TokenIntrospectionStatus.Unknown;
        return status switch
        {
            TokenIntrospectionStatus.Active => AccessTokenStatus.Accepted,
            TokenIntrospectionStatus.Inactive => AccessTokenStatus.Revoked,
            _ when options.Value.OnNoVerdict is RevocationCheckFailure.Allow => AccessTokenStatus.Accepted,
            _ => AccessTokenStatus.Unknown,
        };
    }

    // As it was sent: of an encrypted token, the outer one.
    private static string? TextOf(SecurityToken token) => token switch
    {
        JsonWebToken jwt => jwt.EncodedToken,
        JwtSecurityToken jwt => jwt.RawData,
        _ => null,
    };
}
