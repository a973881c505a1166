using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Okta.Logout.JwtBearer;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An API that accepts opaque tokens, and what Okta says of each. A test changes the part that it is about.</summary>
internal sealed class SomeOpaqueApi
{
    public const string Token = "secret-opaque_token.~+/1=";
    public const string WhoAmI = "/who";
    public const string Endpoint = The.Issuer + "/v1/introspect";
    public const string EndpointOfPublicClient = $"{Endpoint}?client_id={The.ClientId}";

    private readonly List<string> _asked = [];

    /// <summary>The tokens that Okta was asked about.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked)
                return [.. _asked];
        }
    }

    /// <summary>What Okta responds.</summary>
    public string Answer { get; set; } = AnswerWith();

    /// <summary>What Okta responds about one token, in place of <see cref="Answer"/>.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    public string Issuer { get; init; } = The.Issuer;

    public string? Secret { get; init; } = The.ClientSecret;

    public Action<TokenIntrospectionOptions> Introspection { get; init; } = _ => { };

    /// <summary>Replaces the call of <c>AddTokenIntrospection</c>.</summary>
    public Action<OktaLogoutBuilder>? Add { get; init; }

    public Action<JwtBearerOptions> Bearer { get; init; } = _ => { };

    public Action<OktaLogoutBuilder> Channels { get; init; } = _ => { };

    public Action<IServiceCollection> Services { get; init; } = _ => { };

    public Action<WebApplication> Endpoints { get; init; } = _ => { };

    public string? ClientId { get; init; } = The.ClientId;

    /// <summary>Whether the times of a token are compared with the real clock, as JwtBearer does it.</summary>
    public bool IsByTheRealClock { get; init; }

    /// <summary>The response for an active access token of Okta, with these members in place of its own; a null one is left out.</summary>
    public static string AnswerWith(params (string Name, object? Value)[] changes)
    {
        var began = The.Now.AddMinutes(-1).ToUnixTimeSeconds();
        Dictionary<string, object?> members = new()
        {
            ["active"] = true,
            ["token_type"] = "Bearer",
            ["scope"] = "openid orders.read",
            ["client_id"] = "0oa1caller",
            ["username"] = The.Email,
            ["exp"] = began + 3600,
            ["iat"] = began,
            ["sub"] = The.Email,
            ["aud"] = SomeAccessToken.Audience,
            ["iss"] = The.Issuer,
            ["jti"] = "AT.opaque",
            ["uid"] = The.Subject,
        };
        foreach (var (name, value) in changes)
            members[name] = value;
        return JsonSerializer.Serialize(members.Where(member => member.Value is not null).ToDictionary());
    }

    public async Task<RunningApp> StartAsync()
    {
        var api = await ToApp().StartAsync();
        Prepare(api.Okta);
        return api;
    }

    public SomeApp ToApp() => new SomeApi
    {
        ClientId = ClientId,
        Bearer = options =>
        {
            options.Authority = Issuer;
            Bearer(options);
        },
        Protect = logout => (Add ?? (it => it.AddTokenIntrospection(configure: options =>
        {
            options.AcceptOpaqueTokens = true;
            Introspection(options);
        })))(logout.ProtectJwtBearer()),
        Channels = Channels,
        Services = services =>
        {
            services.Configure<OktaLogoutOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.ClientSecret = Secret);
            if (IsByTheRealClock)
                services.PostConfigureAll<JwtBearerOptions>(options => options.TokenValidationParameters.LifetimeValidator = null);
            Services(services);
        },
        Endpoints = host =>
        {
            host.MapGet(WhoAmI, WhoAsync).RequireAuthorization();
            Endpoints(host);
        },
    }.ToApp();

    public void Prepare(FakeOkta okta)
    {
        okta.AddServer(Issuer);
        okta.Metadata["introspection_endpoint"] = Endpoint;
        okta.Answers[Endpoint] = okta.Answers[EndpointOfPublicClient] = async (request, cancellationToken) =>
        {
            var token = QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken))["token"].ToString();
            lock (_asked)
                _asked.Add(token);
            return new(HttpStatusCode.OK) { Content = new StringContent(Answers.GetValueOrDefault(token, Answer), null, "application/json") };
        };
    }

    private static async Task<IResult> WhoAsync(HttpContext context, ClaimsPrincipal user) => Results.Json(new Who(
        user.Identity!.Name, user.Identity.AuthenticationType, user.IsInRole("admins"), await context.GetTokenAsync("access_token"),
        [.. user.Claims.Select(claim => $"{claim.Type}={claim.Value}")]));

    internal sealed record Who(string? Name, string? AuthenticationType, bool IsAdmin, string? Token, string[] Claims)
    {
        public static async Task<Who> ReadAsync(RunningApp api, string token = SomeOpaqueApi.Token) => (await (await api.CallAsync(token, WhoAmI)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Who>())!;
    }
}
