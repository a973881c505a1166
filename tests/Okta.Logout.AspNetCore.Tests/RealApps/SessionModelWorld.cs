using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Two nodes of one app, with one clock, one Okta, one list and the same keys: started once, and used for many sequences.</summary>
internal sealed class SessionModelWorld : IAsyncDisposable
{
    public const string ShouldRenewPath = "/should-renew";

    private const string External = "External";
    private const string ExternalScheme = "ExternalOkta";

    private static int _sids;

    private readonly SharedState _shared = new();
    private readonly List<RunningApp> _nodes = [];
    private readonly List<SwitchableStore> _lists = [];

    public FakeTimeProvider Clock => _shared.Clock;

    public FakeOkta Okta => _shared.Okta;

    public IReadOnlyList<RunningApp> Nodes => _nodes;

    /// <summary>Whether a node cannot read the list at the moment.</summary>
    public bool IsReadBroken(int node) => _lists[node].Reads is not StoreFault.None;

    public bool IsWriteBroken => _shared.List.Writes is not StoreFault.None;

    /// <summary>Times of revocations are counted in seconds up to the year 2106, and each sequence takes weeks.</summary>
    public bool IsOld => Clock.GetUtcNow() > The.Now.AddYears(60);

    public static string NextSid() => $"sid-{Interlocked.Increment(ref _sids)}";

    public static async Task<SessionModelWorld> StartAsync()
    {
        var world = new SessionModelWorld();
        for (var i = 0; i < SessionModelOperation.Nodes; i++)
        {
            var list = new SwitchableStore(world._shared.List);
            world._lists.Add(list);
            world._nodes.Add(await world.StartNodeAsync(list));
        }

        return world;
    }

    public void BreakReads(int node) => _lists[node].Reads = StoreFault.Throws;

    public void BreakWrites() => _shared.List.Writes = StoreFault.Throws;

    public void Repair()
    {
        _shared.List.Writes = StoreFault.None;
        foreach (var list in _lists)
            list.Reads = StoreFault.None;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    private Task<RunningApp> StartNodeAsync(SwitchableStore list) => new SomeApp
    {
        Clock = Clock,
        Okta = Okta,
        AddOktaLogout = services => services.AddOktaLogout().AddBackChannelLogout(),
        Authentication = (authentication, _) => authentication
            .AddCookie(options => options.Events.OnValidatePrincipal = context =>
            {
                context.ShouldRenew = context.Request.Path == ShouldRenewPath;
                return Task.CompletedTask;
            })
            .AddCookie(External)
            .AddOpenIdConnect(options => SetUp(options, "/signin-oidc", CookieAuthenticationDefaults.AuthenticationScheme))
            .AddOpenIdConnect(ExternalScheme, options => SetUp(options, "/signin-external", External)),
        Services = services =>
        {
            _shared.AddTo(services, list);

            // Nobody reads the log of so many requests.
            services.AddLogging(logging => logging.ClearProviders());
        },
        Endpoints = MapPages,
    }.StartAsync();

    private static void SetUp(OpenIdConnectOptions options, string path, string cookieScheme)
    {
        SomeScheme.SetUp(options, The.Issuer, The.ClientId, path);
        options.SaveTokens = true;
        options.SignInScheme = cookieScheme;
    }

    private static void MapPages(WebApplication host)
    {
        host.MapGet("/step-up", () => TypedResults.Challenge(new OpenIdConnectChallengeProperties { RedirectUri = "/", Prompt = "login" }, ["OpenIdConnect"]));
        host.MapChallenge("/external", ExternalScheme, "/hand-over");
        host.MapGet("/hand-over", async (HttpContext context) =>
        {
            if (!(await context.AuthenticateAsync(External)).Succeeded)
                return;
            await context.SignInAsync(LocalUser());
            await context.SignOutAsync(External);
        });
        host.MapPost("/password", (HttpContext context) => context.SignInAsync(LocalUser()));
        host.MapGet("/renew", (HttpContext context, string way) => Reissues.RunAsync(context, way));
        host.MapPost("/end-others", async (HttpContext context) => (await context.EndOtherSessionsAsync()).Succeeded);
    }

    private static ClaimsPrincipal LocalUser() => new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "local-42")], "own"));
}
