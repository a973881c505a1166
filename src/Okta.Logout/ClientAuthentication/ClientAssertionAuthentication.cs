using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary><c>client_secret_jwt</c> and <c>private_key_jwt</c>: a short-lived assertion in the body (RFC 7523, sections 2.2 and 3).</summary>
internal sealed class ClientAssertionAuthentication(
    string clientId, SigningCredentials signingCredentials, string? audience, TimeProvider timeProvider) : ClientAuthentication
{
    private const int IdBytes = 16;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    // Without explicit times, the handler would use the machine's clock.
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public override void Apply(HttpRequestMessage request, ICollection<KeyValuePair<string, string>> form)
    {
        form.Add(new("client_id", clientId));
        form.Add(new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        form.Add(new("client_assertion", CreateAssertion(request.RequestUri!.OriginalString)));
    }

    private string CreateAssertion(string endpoint)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = clientId,
            Audience = string.IsNullOrEmpty(audience) ? endpoint : audience,
            IssuedAt = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object> { ["sub"] = clientId, ["jti"] = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(IdBytes)) },
            SigningCredentials = signingCredentials,
        });
    }
}
