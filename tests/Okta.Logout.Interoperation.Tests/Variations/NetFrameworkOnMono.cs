using System.Web;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>The core package on .NET Framework, as far as Mono is one. The provider also publishes keys that Mono has no algorithm for.</summary>
public sealed class NetFrameworkOnMono : IAsyncLifetime
{
    private ScriptedProvider _provider = null!;

    public async Task InitializeAsync() => _provider = await ScriptedProvider.StartAsync(new(), ClientRegistration.New("net-framework-app"));

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    [Fact]
    public async Task It_discovers_the_end_session_endpoint()
    {
        var (exitCode, output) = await RunAsync("discover");

        exitCode.Should().Be(0);
        output.Should().StartWith(_provider.Base);
    }

    [Fact]
    public async Task It_builds_the_logout_request()
    {
        var idToken = IdToken();

        var (exitCode, output) = await RunAsync("logout-url", idToken);

        exitCode.Should().Be(0);
        var query = HttpUtility.ParseQueryString(new Uri(output).Query);
        (query["id_token_hint"] == idToken).Should().BeTrue();
        query["post_logout_redirect_uri"].Should().Be("http://localhost:5000/signed-out");
        query["state"].Should().HaveLength(32);
    }

    [Fact]
    public async Task It_accepts_a_logout_token()
    {
        var (exitCode, output) = await RunAsync("logout-token", _provider.Notices.LogoutToken(_provider.Session));

        (exitCode, output).Should().Be((0, "200"));
    }

    [Theory, InlineData("ES256"), InlineData("none")]
    public async Task It_refuses_a_logout_token_with_another_algorithm_and_does_not_fail(string algorithm)
    {
        var (exitCode, output) = await RunAsync("logout-token", _provider.Keys.Sign(algorithm, Claims(), "logout+jwt"));

        exitCode.Should().Be(1);
        output.Should().StartWith("400");
    }

    [Fact]
    public async Task It_refuses_a_token_of_somebody_else()
    {
        using var others = new ProviderKeys();

        var (exitCode, output) = await RunAsync("logout-token", others.Sign("RS256", Claims(), "logout+jwt"));

        exitCode.Should().Be(1);
        output.Should().StartWith("400");
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private Task<(int ExitCode, string Output)> RunAsync(string command, string input = "") => MonoProcess.RunAsync(_provider.Issuer, _provider.Client.Id, command, input);

    private string IdToken() => _provider.Keys.Sign("RS256", new() { ["iss"] = _provider.Issuer, ["aud"] = _provider.Client.Id, ["sub"] = "user-1", ["iat"] = Now(), ["exp"] = Now() + 300 });

    private Dictionary<string, object> Claims() => new()
    {
        ["iss"] = _provider.Issuer,
        ["aud"] = _provider.Client.Id,
        ["sub"] = "user-1",
        ["jti"] = "1",
        ["iat"] = Now(),
        ["exp"] = Now() + 120,
        ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new { } },
    };
}
