using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.Tests;

/// <summary>The password in the address of a proxy that refuses the connection to Okta.</summary>
public sealed class PasswordsOfProxies : IAsyncDisposable
{
    private const string Password = RefusingProxy.Password;

    private readonly RefusingProxy _proxy = new();
    private readonly SignOutApp _app = new();

    public PasswordsOfProxies() =>
        _app.Services.AddHttpClient(OktaLogoutDefaults.HttpClientName).ConfigurePrimaryHttpMessageHandler(_proxy.Handler);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _proxy.Dispose();
    }

    [Fact]
    public async Task NET_itself_quotes_the_password()
    {
        using var client = new HttpClient(_proxy.Handler());

        var fault = (await client.Awaiting(it => it.GetAsync(new Uri(The.Issuer))).Should().ThrowAsync<HttpRequestException>()).Which;

        fault.ToString().Should().Contain(Password, "without this, the other tests prove nothing");
    }

    [Fact]
    public async Task It_is_in_no_exception_of_discovery_and_in_no_log()
    {
        var discovery = _app.Provider.GetRequiredService<IOktaDiscoveryClient>();

        var first = await discovery.ShouldFailAsync("OL2001");
        var remembered = await discovery.ShouldFailAsync("OL2001");

        first.ToString().Should().NotContain(Password).And.Contain(nameof(HttpRequestException));
        remembered.ToString().Should().NotContain(Password);
        ShouldBeInNoLog();
    }

    [Fact]
    public async Task It_is_in_no_result_of_a_revocation_and_in_no_log()
    {
        _app.Services.Configure<OktaLogoutOptions>(options => (options.EndSessionEndpoint, options.RevocationEndpoint) = (The.EndSessionEndpoint, The.RevocationEndpoint));

        var result = await _app.Provider.GetRequiredService<ITokenRevocationClient>().RevokeAsync(The.RefreshToken, TokenTypeHint.RefreshToken);

        result.Status.Should().Be(TokenRevocationStatus.Unreachable);
        result.ToString().Should().NotContain(Password);
        _app.Logs.GetSnapshot().Should().Contain(record => record.Id.Id == 3003);
        ShouldBeInNoLog();
    }

    [Fact]
    public async Task It_is_in_no_fault_of_the_keys_and_in_no_log()
    {
        var keys = _app.Provider.GetRequiredService<SigningKeyCaches>().Get(The.JwksUri);

        var fault = (await keys.Awaiting(it => it.FindAsync("rsa-1", "RS256", CancellationToken.None).AsTask()).Should().ThrowAsync<SigningKeysUnavailableException>()).Which;

        fault.ToString().Should().NotContain(Password);
        _app.Logs.GetSnapshot().Should().Contain(record => record.Id.Id == 8102);
        ShouldBeInNoLog();
    }

    [Fact]
    public async Task It_is_in_no_receipt_and_in_no_log()
    {
        var result = await _app.SignOutAsync();

        string.Join('\n', result.Steps).Should().NotContain(Password);
        ShouldBeInNoLog();
    }

    private void ShouldBeInNoLog() => _app.Logs.GetSnapshot().Should().NotBeEmpty().And.AllSatisfy(record =>
        $"{record.Message} {record.Exception} {string.Join(' ', record.StructuredState ?? [])}".Should().NotContain(Password));
}
