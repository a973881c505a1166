using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The responses of a server without a valid certificate are not used.</summary>
public sealed class CertificatesOfOkta
{
    [Fact]
    public async Task A_good_certificate_is_trusted()
    {
        await using var server = await TlsServer.StartAsync();

        (await AskAsync(server, server.TrustingHandler())).Issuer.Should().Be(server.Issuer);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        await using var server = await TlsServer.StartAsync(expiresInDays: -1);

        await ShouldFailAsync(server, server.TrustingHandler());
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_refused()
    {
        await using var server = await TlsServer.StartAsync("other.example.com");

        await ShouldFailAsync(server, server.TrustingHandler());
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused()
    {
        await using var server = await TlsServer.StartAsync();

        await ShouldFailAsync(server, new SocketsHttpHandler());
    }

    private static async Task ShouldFailAsync(TlsServer server, SocketsHttpHandler handler)
    {
        var asking = () => AskAsync(server, handler);

        await asking.Should().ThrowAsync<OktaDiscoveryException>().WithMessage("OL2001:*");
    }

    private static async Task<OktaEndpoints> AskAsync(TlsServer server, SocketsHttpHandler handler)
    {
        var services = new ServiceCollection();
        services.AddOktaLogoutCore(options =>
        {
            options.Issuer = server.Issuer;
            options.ClientId = The.ClientId;
        });
        services.AddHttpClient(OktaLogoutDefaults.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => handler);
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<IOktaDiscoveryClient>().GetEndpointsAsync();
    }
}
