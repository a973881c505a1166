using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Benchmarks;

/// <summary>A valid logout token: all rules of Back-Channel Logout 1.0, against signature, issuer, audience and lifetime alone.</summary>
[MemoryDiagnoser]
public class LogoutTokenBenchmarks
{
    private const string Issuer = "https://example.okta.com/oauth2/default";
    private const string ClientId = "0oa1client2id3";
    private const string KeyId = "key-1";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private TokenValidationParameters _parameters = null!;
    private LogoutTokenValidator _validator = null!;
    private TrustedIssuer[] _issuers = null!;
    private string _token = null!;

    [GlobalSetup]
    public void SignToken()
    {
        var rsa = RSA.Create(2048);
        var key = rsa.ExportParameters(includePrivateParameters: false);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", kid = KeyId });
        var payload = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["sub"] = "00u1subject",
            ["aud"] = ClientId,
            ["jti"] = "b2e9b2e0-6d3a-4a8e-8a3c-0f6f4f5e7b1a",
            ["sid"] = "idx1sid2",
            ["events"] = new Dictionary<string, object> { [IdTokenClaims.LogoutEvent] = new { } },
            ["iat"] = now,
            ["exp"] = now + 3600,
        });
        var signed = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}";
        _token = $"{signed}.{Base64UrlEncoder.Encode(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";

        _parameters = new()
        {
            ValidIssuer = Issuer,
            ValidAudience = ClientId,
            ValidAlgorithms = ["RS256"],
            IssuerSigningKey = new RsaSecurityKey(key) { KeyId = KeyId },
        };
        var jwk = new { kty = "RSA", use = "sig", kid = KeyId, n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
        _issuers = [new(Issuer, [ClientId], new KnownKeys(JsonSerializer.SerializeToUtf8Bytes(new { keys = new[] { jwk } })))];
        _validator = new(Options.Create(new BackChannelLogoutOptions { MaxAge = TimeSpan.FromHours(1) }), new(TimeProvider.System), TimeProvider.System);
    }

    [Benchmark(Baseline = true)]
    public async Task<bool> JsonWebTokenHandler() => (await _handler.ValidateTokenAsync(_token, _parameters)).IsValid;

    [Benchmark]
    public async Task<bool> LogoutTokenValidator() => (await _validator.ValidateAsync(_token, _issuers, CancellationToken.None)).IsAccepted;

    private sealed class KnownKeys(byte[] jwks) : ISigningKeySource
    {
        private readonly SigningKeySet _keys = SigningKeySet.Read(jwks)!;

        public ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, string algorithm, CancellationToken cancellationToken) =>
            new(_keys.Find(keyId, algorithm));
    }
}
