using System.Diagnostics;
using System.Text.Json;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>The provider of the npm package <c>oidc-provider</c>, run by Node.js.</summary>
internal sealed class OidcProviderProcess : IDisposable
{
    private static readonly string Folder = WorkTree.Path("tests/Okta.Logout.Interoperation.Tests/OidcProvider");

    // That of the package, where there is one for this machine.
    private static readonly string Node = Path.Combine(Folder, "node_modules/.bin/node") is var packaged && File.Exists(packaged) ? packaged : "node";

    private readonly ServerProcess _server;

    private OidcProviderProcess(ServerProcess server, string issuer)
    {
        _server = server;
        Issuer = issuer;
    }

    public string Issuer { get; }

    /// <summary>What it says of itself.</summary>
    public string Output => _server.Output;

    public static async Task<OidcProviderProcess> StartAsync(params ClientRegistration[] clients)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            throw new InvalidOperationException($"oidc-provider is not installed: run ./test.sh, or npm ci in {Folder}.");
        var start = new ProcessStartInfo(Node, [Path.Combine(Folder, "provider.mjs")])
        {
            Environment = { ["CLIENTS"] = JsonSerializer.Serialize(clients.Select(Metadata)) },
        };
        var (server, line) = await ServerProcess.StartAsync(start, "issuer ");
        return new(server, line.Split(' ')[1]);
    }

    /// <summary>Waits until it has said this.</summary>
    public Task SaysAsync(string line) => _server.LineAsync(line);

    public void Dispose() => _server.Dispose();

    private static object Metadata(ClientRegistration client) => new
    {
        client_id = client.Id,
        client_secret = client.Secret,
        token_endpoint_auth_method = "client_secret_post",
        grant_types = new[] { "authorization_code", "refresh_token" },
        redirect_uris = new[] { client.RedirectUri },
        post_logout_redirect_uris = new[] { client.PostLogoutRedirectUri },
        backchannel_logout_uri = client.BackChannelLogoutUri,
        backchannel_logout_session_required = true,
    };
}
