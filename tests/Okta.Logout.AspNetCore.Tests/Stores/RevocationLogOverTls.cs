using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A Redis that speaks TLS only.</summary>
public sealed class RevocationLogOverTls : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tls-");
    private readonly ReservedPort _port = ReservedPort.Take();
    private RedisProcess _redis = null!;

    private string AuthorityFile => Path.Combine(_folder.FullName, "ca.pem");

    private string Address => $"127.0.0.1:{_port.Number}";

    public async Task InitializeAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await File.WriteAllTextAsync(AuthorityFile, certificate.ExportCertificatePem());
        var keyFile = Path.Combine(_folder.FullName, "key.pem");
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        _redis = await RedisProcess.StartAsync(
            $"--port 0 --tls-port {_port.Number} --bind 127.0.0.1 --dir {_folder.FullName} --save \"\" --appendonly no --tls-cert-file {AuthorityFile} --tls-key-file {keyFile} --tls-auth-clients no");
    }

    public Task DisposeAsync()
    {
        _redis.Dispose();
        _port.Dispose();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_sign_out_reaches_the_other_node()
    {
        await using var a = await StartAsync(await ConnectAsync());
        await using var b = await StartAsync(await ConnectAsync());

        await a.RevokeAsync("t");

        await b.KnowsAsync("t");
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_trusts_is_not_talked_to()
    {
        await using var node = await RedisNode.StartAsync(options => options.Configuration = $"{Address},ssl=true,connectTimeout=500", startTimeout: TimeSpan.Zero);
        using var inTime = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        await FluentActions.Awaiting(() => node.RevokeAsync("t", inTime.Token)).Should().ThrowAsync<Exception>();

        (await node.IsRevokedAsync("t")).Should().BeTrue("it counts on its node");
        await using var admin = await ConnectAsync();
        (await admin.GetDatabase().KeyExistsAsync("okta-logout:entries")).Should().BeFalse();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var configuration = ConfigurationOptions.Parse(Address + ",ssl=true");
        configuration.TrustIssuer(AuthorityFile);
        return await ConnectionMultiplexer.ConnectAsync(configuration);
    }

    private static Task<RedisNode> StartAsync(ConnectionMultiplexer connection) => RedisNode.StartAsync(options => options.Connection = connection);
}
