using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An API with access tokens only: no cookie, no OpenID Connect. A test changes the part that it is about.</summary>
internal sealed class SomeApi
{
    public const string Path = "/api";

    /// <summary>Changes the JwtBearer scheme.</summary>
    public Action<JwtBearerOptions> Bearer { get; init; } = _ => { };

    /// <summary>Changes the options of the library.</summary>
    public Action<OktaLogoutWebOptions> Web { get; init; } = _ => { };

    /// <summary>Adds channels.</summary>
    public Action<OktaLogoutBuilder> Channels { get; init; } = _ => { };

    /// <summary>Replaces the call of <c>ProtectJwtBearer</c>.</summary>
    public Action<OktaLogoutBuilder> Protect { get; init; } = logout => logout.ProtectJwtBearer();

    /// <summary>The client ID that Okta sends Universal Logout for.</summary>
    public string? ClientId { get; init; } = The.ClientId;

    public Action<IServiceCollection> Services { get; init; } = _ => { };

    public Action<WebApplication> Endpoints { get; init; } = _ => { };

    public Task<RunningApp> StartAsync() => ToApp().StartAsync();

    public SomeApp ToApp()
    {
        var app = new SomeApp
        {
            Authentication = (authentication, okta) => authentication.AddJwtBearer(options =>
            {
                options.Authority = The.Issuer;
                options.Audience = SomeAccessToken.Audience;
                options.BackchannelHttpHandler = okta;
                Bearer(options);
            }),
            AddOktaLogout = services =>
            {
                var logout = services.AddOktaLogout(Web);
                Protect(logout);
                Channels(logout);
                services.Configure<OktaLogoutOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.ClientId = ClientId);
            },
            Services = services =>
            {
                services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).PostConfigure<TimeProvider>((options, clock) =>
                    options.TokenValidationParameters.LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime);
                services.Configure<AuthenticationOptions>(options => options.DefaultScheme = options.DefaultChallengeScheme = JwtBearerDefaults.AuthenticationScheme);
                Services(services);
            },
            Endpoints = host =>
            {
                host.MapGet(Path, (HttpContext context) => context.User.FindFirst("cid")?.Value ?? "").RequireAuthorization();
                Endpoints(host);
            },
        };
        return app;
    }
}
