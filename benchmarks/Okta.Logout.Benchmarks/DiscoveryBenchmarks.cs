using BenchmarkDotNet.Attributes;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Okta.Logout.Benchmarks;

/// <summary>Endpoints that are known already: the cost for every sign-out after the first.</summary>
[MemoryDiagnoser]
public class DiscoveryBenchmarks
{
    private ConfigurationManager<OpenIdConnectConfiguration> _configurationManager = null!;
    private OktaDiscoveryClient _client = null!;

    [GlobalSetup]
    public async Task Warm()
    {
        const string Issuer = "https://example.okta.com/oauth2/default";
        var httpClient = new HttpClient(new OktaHandler(Issuer));
        _client = new(new() { Issuer = Issuer, ClientId = "client" }, httpClient);
        _configurationManager = new(
            Issuer + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(httpClient));
        await _client.GetEndpointsAsync();
        await _configurationManager.GetConfigurationAsync(CancellationToken.None);
    }

    [Benchmark(Baseline = true)]
    public async Task<string?> ConfigurationManager() => (await _configurationManager.GetConfigurationAsync(CancellationToken.None)).EndSessionEndpoint;

    [Benchmark]
    public async ValueTask<string?> OktaDiscoveryClient() => (await _client.GetEndpointsAsync()).EndSessionEndpoint;
}
