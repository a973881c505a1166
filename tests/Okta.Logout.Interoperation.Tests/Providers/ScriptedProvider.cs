using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>An OpenID provider in the test process, with one client and one user. It is new for every test, with all that belongs to it.</summary>
internal sealed class ScriptedProvider : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly List<ProviderKeys> _keys = [new()];
    private int _keyDownloads;

    private ScriptedProvider(WebApplication host, ProviderScript script, ClientRegistration client)
    {
        _host = host;
        (Script, Client) = (script, client);
        Notices = new(this);
    }

    public ProviderScript Script { get; }

    public ClientRegistration Client { get; }

    public LogoutNotices Notices { get; }

    public string Issuer => _host.Urls.Single() + Script.IssuerPath;

    /// <summary>The issuer of what an Okta org signs itself.</summary>
    public string Org => _host.Urls.Single();

    /// <summary>Where the endpoints are.</summary>
    public string Base => Issuer.TrimEnd('/');

    /// <summary>The session of the sign-ins that come.</summary>
    public ProviderSession Session { get; set; } = ProviderSession.Of("user-1");

    /// <summary>Whether the refresh tokens are valid.</summary>
    public bool AreRefreshTokensActive { get; set; } = true;

    /// <summary>Whether metadata and keys are out of order.</summary>
    public bool IsMetadataDown { get; set; }

    public ProviderKeys Keys => _keys[^1];

    /// <summary>How often the keys of the issuer were asked for.</summary>
    public int KeyDownloads => Volatile.Read(ref _keyDownloads);

    /// <summary>What the app has done that the suite calls a failure.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<ScriptedProvider> StartAsync(ProviderScript script, ClientRegistration client)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var provider = new ScriptedProvider(builder.Build(), script, client);
        provider.Map();
        await provider._host.StartAsync();
        return provider;
    }

    /// <summary>Signs with new keys, and publishes these only.</summary>
    public void RotateKeys() => _keys.Add(new());

    public bool HasSigned(string token) => _keys.Exists(keys => keys.HaveSigned(token));

    public void Require(bool condition, string demand)
    {
        if (!condition)
            Complaints.Enqueue(demand);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _keys.ForEach(keys => keys.Dispose());
    }

    private void Map()
    {
        var group = _host.MapGroup(Script.IssuerPath.TrimEnd('/'));
        group.MapGet("/.well-known/openid-configuration", () => OfMetadata(ProviderMetadata.Of(this)));
        group.MapGet("/jwks", async () =>
        {
            Interlocked.Increment(ref _keyDownloads);
            await Script.BeforeKeys();
            return OfMetadata(new { keys = Keys.Jwks });
        });
        _host.MapGet("/oauth2/v1/keys", () => OfMetadata(new { keys = Keys.Jwks }));
        new SignInEndpoints(this).Map(group);
        new EndSessionEndpoint(this).Map(group);
    }

    private IResult OfMetadata(object document) =>
        IsMetadataDown ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.Json(document);
}
