using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace LocalOkta;

/// <summary>Signs signals with the key that also signs ID tokens. Only their type tells the two apart.</summary>
internal sealed class SignalTokens(IOptionsMonitor<OpenIddictServerOptions> server)
{
    private readonly JsonWebTokenHandler _handler = new();

    public string Sign(string type, JsonObject claims)
    {
        claims["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        return _handler.CreateToken(
            claims.ToJsonString(), Credentials, new Dictionary<string, object> { [JwtHeaderParameterNames.Typ] = type });
    }

    private SigningCredentials Credentials =>
        server.CurrentValue.SigningCredentials.First(credentials => credentials.Algorithm == SecurityAlgorithms.RsaSha256);
}
