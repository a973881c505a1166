using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>A certificate for an app on this machine, and what makes a browser and a client of a test trust it as they trust any other.</summary>
public sealed class LoopbackCertificate : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public LoopbackCertificate()
    {
        var request = new CertificateRequest("CN=127.0.0.1", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        Value = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    public X509Certificate2 Value { get; }

    /// <summary>A page with a certificate whose error is ignored would not be one like any other. For this browser, there is no error.</summary>
    public string BrowserFlag => "--ignore-certificate-errors-spki-list=" + Convert.ToBase64String(SHA256.HashData(Value.PublicKey.ExportSubjectPublicKeyInfo()));

    public HttpClient NewClient() => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = new() { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == Value.GetCertHashString() },
    });

    public void Dispose()
    {
        Value.Dispose();
        _key.Dispose();
    }
}
