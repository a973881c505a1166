using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Benchmarks;

/// <summary>The validation of an access token of Okta, with and without the check of the revocation list, and the check alone.</summary>
[MemoryDiagnoser]
public class AccessTokenBenchmarks
{
    private const string Issuer = "https://example.okta.com/oauth2/default";
    private const string Audience = "api://default";
    private const int Revocations = 1000;

    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "key-1" };

    private ServiceProvider _plain = null!;
    private ServiceProvider _checked = null!;
    private string _authorization = null!;
    private JwtBearerEvents _events = null!;
    private TokenValidatedContext _validated = null!;

    [GlobalSetup]
    public async Task Start()
    {
        var token = CreateToken();
        _authorization = "Bearer " + token;
        _plain = CreateServices(withCheck: false);
        _checked = CreateServices(withCheck: true);
        var signOut = _checked.GetRequiredService<IOktaSignOut>();
        for (var i = 0; i < Revocations; i++)
            await signOut.EndSessionsAsync(new(SessionTarget.ForSubject(Issuer, $"00u{i}", TimeProvider.System.GetUtcNow()), SessionTerminationReason.Administrator));

        var scheme = (await _checked.GetRequiredService<IAuthenticationSchemeProvider>().GetSchemeAsync(JwtBearerDefaults.AuthenticationScheme))!;
        var options = _checked.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(scheme.Name);
        _events = options.Events;
        _validated = new(new DefaultHttpContext { RequestServices = _checked }, scheme, options) { SecurityToken = new JsonWebToken(token), Principal = new() };
    }

    [GlobalCleanup]
    public void Stop()
    {
        _plain.Dispose();
        _checked.Dispose();
    }

    [Benchmark(Baseline = true)]
    public Task<bool> WithoutCheck() => AuthenticateAsync(_plain);

    [Benchmark]
    public Task<bool> WithCheck() => AuthenticateAsync(_checked);

    [Benchmark]
    public Task CheckAlone() => _events.TokenValidated(_validated);

    private async Task<bool> AuthenticateAsync(ServiceProvider services)
    {
        using var scope = services.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Authorization = _authorization;
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        return result.Succeeded ? true : throw new InvalidOperationException("The token has to be accepted.", result.Failure);
    }

    private static ServiceProvider CreateServices(bool withCheck)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAuthentication().AddJwtBearer(options =>
        {
            options.Configuration = new() { Issuer = Issuer };
            options.TokenValidationParameters.IssuerSigningKey = Key;
            options.TokenValidationParameters.ValidIssuer = Issuer;
            options.Audience = Audience;
        });
        if (withCheck)
            services.AddOktaLogout().ProtectJwtBearer();
        return services.BuildServiceProvider();
    }

    private static string CreateToken()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            SigningCredentials = new(Key, SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["ver"] = 1,
                ["jti"] = "AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE",
                ["iss"] = Issuer,
                ["aud"] = Audience,
                ["iat"] = now,
                ["exp"] = now + 3600,
                ["cid"] = "0oa1client2id3",
                ["uid"] = "00u1subject2id3",
                ["scp"] = new[] { "openid", "profile" },
                ["auth_time"] = now,
                ["sub"] = "ada@example.com",
            },
        });
    }
}
