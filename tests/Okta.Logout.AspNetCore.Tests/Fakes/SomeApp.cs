using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An ordinary app secured by Okta; a test changes the part that it is about.</summary>
internal sealed class SomeApp
{
    public FakeTimeProvider Clock { get; init; } = new(The.Now);

    /// <summary>The Okta of the app; one of its own, by the app's clock, unless given.</summary>
    public FakeOkta? Okta { get; init; }

    /// <summary>The configuration of the host.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Whether the app reads the discovery documents when it starts. Otherwise a test begins without a call to Okta.</summary>
    public bool DiscoversAtStart { get; init; }

    /// <summary>Whether the app has a real server, for what keeps a connection open.</summary>
    public bool IsOnKestrel { get; init; }

    /// <summary>Changes the OpenID Connect scheme.</summary>
    public Action<OpenIdConnectOptions> OpenIdConnect { get; init; } = _ => { };

    /// <summary>Changes the cookie scheme.</summary>
    public Action<CookieAuthenticationOptions> Cookie { get; init; } = _ => { };

    /// <summary>Changes the options of the library.</summary>
    public Action<OktaLogoutWebOptions> Web { get; init; } = _ => { };

    /// <summary>Replaces the authentication schemes.</summary>
    public Action<AuthenticationBuilder, FakeOkta>? Authentication { get; init; }

    /// <summary>Replaces the call of <c>AddOktaLogout</c>.</summary>
    public Action<IServiceCollection>? AddOktaLogout { get; init; }

    /// <summary>Adds services before everything else.</summary>
    public Action<IServiceCollection> ServicesBefore { get; init; } = _ => { };

    /// <summary>Adds the app's own services, after everything else.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Adds middleware before that of routing and authentication.</summary>
    public Action<WebApplication> First { get; init; } = _ => { };

    /// <summary>Adds the app's own middleware and endpoints.</summary>
    public Action<WebApplication> Endpoints { get; init; } = _ => { };

    /// <summary>Maps the library's endpoints.</summary>
    public Action<IEndpointRouteBuilder> Map { get; init; } = endpoints => endpoints.MapOktaLogout();

    public async Task<RunningApp> StartAsync()
    {
        var okta = Okta ?? new FakeOkta(Clock);
        var builder = WebApplication.CreateEmptyBuilder(new());
        if (IsOnKestrel)
            builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        else
            builder.WebHost.UseTestServer(server => server.BaseAddress = RunningApp.Origin);
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Logging.AddFakeLogging().SetMinimumLevel(LogLevel.Trace);
        AddServices(builder.Services, okta);
        var host = builder.Build();
        var requests = new RequestsUnderWay();
        host.Use(requests.CountAsync);
        First(host);
        if (IsOnKestrel)
            host.Use(BehindTls);
        host.UseRouting();
        host.UseAuthentication();
        host.UseAuthorization();
        Endpoints(host);
        host.MapGet("/", () => "home").AllowAnonymous();
        host.MapGet("/signin", (string? returnUrl) => TypedResults.Challenge(new() { RedirectUri = returnUrl ?? "/" })).AllowAnonymous();
        host.MapGet("/me", (ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true } ? Results.Ok() : Results.StatusCode(StatusCodes.Status401Unauthorized)).AllowAnonymous();
        Map(host);
        await host.StartAsync();
        return new(host, okta, Clock, requests);
    }

    // As behind a proxy that browsers speak TLS with.
    private static Task BehindTls(HttpContext context, RequestDelegate next)
    {
        (context.Request.Scheme, context.Request.Host) = (RunningApp.Origin.Scheme, new(RunningApp.Origin.Authority));
        return next(context);
    }

    private void AddServices(IServiceCollection services, FakeOkta okta)
    {
        ServicesBefore(services);
        services.AddSingleton<TimeProvider>(Clock);
        services.AddRouting();
        services.AddAuthorization();
        KeysInMemory.Add(services);
        (Authentication ?? AddSchemes)(
            services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            }),
            okta);
        services.ConfigureAll<OpenIdConnectOptions>(options => SetUp(options, okta));
        (AddOktaLogout ?? (it => it.AddOktaLogout(Web)))(services);
        services.AddHttpClient(OktaLogoutDefaults.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => okta);
        if (!DiscoversAtStart)
            services.Remove(services.FirstOrDefault(service => service.ImplementationType == typeof(DiscoveryAtStart))!);
        Services(services);
    }

    private void AddSchemes(AuthenticationBuilder authentication, FakeOkta okta) => authentication
        .AddCookie(Cookie)
        .AddOpenIdConnect(options =>
        {
            options.Authority = The.Issuer;
            options.ClientId = The.ClientId;
            options.ClientSecret = The.ClientSecret;
            options.ResponseType = "code";
            options.SaveTokens = true;
            OpenIdConnect(options);
        });

    /// <summary>What any scheme needs in tests: the fake Okta, and the fake clock for the lifetime of tokens.</summary>
    private void SetUp(OpenIdConnectOptions options, FakeOkta okta)
    {
        options.BackchannelHttpHandler = okta;
        options.TokenValidationParameters.LifetimeValidator = (_, expires, _, _) => expires > Clock.GetUtcNow().UtcDateTime;
    }
}
