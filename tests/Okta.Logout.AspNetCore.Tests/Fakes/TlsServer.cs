using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An authorization server behind real TLS, with a certificate of its own authority.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly X509Certificate2 _authority;

    private TlsServer(WebApplication host, X509Certificate2 authority)
    {
        _host = host;
        _authority = authority;
    }

    public string Issuer => $"https://localhost:{new Uri(_host.Urls.Single()).Port}";

    /// <summary>Trusts the authority of this server; all other rules for certificates apply.</summary>
    public SocketsHttpHandler TrustingHandler() => new()
    {
        SslOptions = new()
        {
            CertificateChainPolicy = new()
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };

    public static async Task<TlsServer> StartAsync(string host = "localhost", int expiresInDays = 1)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = RSA.Create(2048);
        var authorityRequest = Request("CN=Test Authority", authorityKey);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var authority = authorityRequest.CreateSelfSigned(now.AddDays(-10), now.AddDays(10));

        using var key = RSA.Create(2048);
        var request = Request($"CN={host}", key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, now.AddDays(-9), now.AddDays(expiresInDays), [1, 2, 3, 4]);

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate.CopyWithPrivateKey(key))));
        var server = new TlsServer(builder.Build(), authority);
        server._host.Run(context => context.Response.WriteAsJsonAsync(new { issuer = server.Issuer, end_session_endpoint = server.Issuer + "/logout" }));
        await server._host.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _authority.Dispose();
    }

    private static CertificateRequest Request(string name, RSA key) => new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
