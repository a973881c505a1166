using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace LocalOkta;

/// <summary>Accepts ID tokens that this server signed, expired ones included.</summary>
internal sealed class IdTokenHintValidator(IOptionsMonitor<OpenIddictServerOptions> server, ClientDirectory clients)
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public async Task<IdTokenHint?> ValidateAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, Parameters(server.CurrentValue));
        return result is { IsValid: true, SecurityToken: JsonWebToken { Subject: { Length: > 0 } subject } idToken }
            && clients.Find(idToken.Audiences.FirstOrDefault()) is { } client
                ? new IdTokenHint(subject, client)
                : null;
    }

    private static TokenValidationParameters Parameters(OpenIddictServerOptions options) => new()
    {
        ValidIssuer = options.Issuer?.AbsoluteUri,
        IssuerSigningKeys = options.SigningCredentials.Select(credentials => credentials.Key),
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        // Access tokens are signed with the same key; their type is "at+jwt".
        ValidTypes = ["JWT"],
        ValidateAudience = false,
        ValidateLifetime = false,
    };
}
