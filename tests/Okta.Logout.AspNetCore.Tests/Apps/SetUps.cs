using System.Security.Claims;
using Contoso;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Schemes, names and options as real apps set them.</summary>
public sealed class SetUps
{
    [Fact]
    public Task A_sign_in_to_the_default_scheme_only() => WorksAsync(new()
    {
        Authentication = (authentication, _) =>
        {
            authentication.Services.Configure<AuthenticationOptions>(options => options.DefaultScheme = "Cookies");
            authentication.AddCookie("Cookies").AddOpenIdConnect(SetUp);
        },
    });

    [Fact]
    public Task Scheme_names_of_the_apps_own() => WorksAsync(new()
    {
        Authentication = (authentication, _) =>
        {
            authentication.Services.Configure<AuthenticationOptions>(options =>
            {
                options.DefaultScheme = "company-cookie";
                options.DefaultChallengeScheme = "company-okta";
            });
            authentication.AddCookie("company-cookie").AddOpenIdConnect("company-okta", SetUp);
        },
    });

    [Fact]
    public Task Schemes_that_are_named() => WorksAsync(new()
    {
        AddOktaLogout = services => services.AddOktaLogout(OpenIdConnectDefaults.AuthenticationScheme, CookieAuthenticationDefaults.AuthenticationScheme),
    });

    [Fact]
    public Task A_policy_scheme_as_the_default() => WorksAsync(new()
    {
        Authentication = (authentication, _) =>
        {
            authentication.Services.Configure<AuthenticationOptions>(options => options.DefaultScheme = "smart");
            authentication.AddPolicyScheme("smart", null, options => options.ForwardDefaultSelector = _ => "Cookies")
                .AddCookie("Cookies")
                .AddOpenIdConnect(options =>
                {
                    SetUp(options);
                    options.SignInScheme = "Cookies";
                });
        },
    });

    [Fact]
    public Task What_Okta_AspNetCore_sets() => WorksAsync(new()
    {
        OpenIdConnect = options =>
        {
            options.CallbackPath = "/authorization-code/callback";
            options.SignedOutCallbackPath = "/signout/callback";
            options.SignedOutRedirectUri = "/";
            options.ResponseType = OpenIdConnectResponseType.Code;
            options.TokenHandler = new JsonWebTokenHandler { MapInboundClaims = true };
            options.SaveTokens = true;
            options.UseTokenLifetime = false;
            options.TokenValidationParameters = new()
            {
                ValidIssuer = The.Issuer,
                ValidAudience = The.ClientId,
                NameClaimType = "name",
                ClockSkew = TimeSpan.FromMinutes(2),
                RequireSignedTokens = true,
            };
            options.ClaimActions.MapJsonKey(ClaimTypes.Email, "email");
            options.ClaimActions.MapJsonKey(ClaimTypes.NameIdentifier, "sub");
        },
    });

    [Fact]
    public Task Handlers_that_derive_from_those_of_AspNetCore() => WorksAsync(new()
    {
        Authentication = (authentication, _) =>
        {
            authentication.AddScheme<CookieAuthenticationOptions, DerivedCookieHandler>(CookieAuthenticationDefaults.AuthenticationScheme, null, _ => { });
            authentication.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<CookieAuthenticationOptions>, PostConfigureCookieAuthenticationOptions>());
            authentication.AddOpenIdConnect(SetUp);
            authentication.Services.Configure<AuthenticationOptions>(options =>
                options.SchemeMap[OpenIdConnectDefaults.AuthenticationScheme].HandlerType = typeof(DerivedOpenIdConnectHandler));
            authentication.Services.AddTransient<DerivedOpenIdConnectHandler>();
        },
    });

    [Fact]
    public Task A_cookie_scheme_that_forwards_its_challenge_and_sign_out() => WorksAsync(new()
    {
        Cookie = options =>
        {
            options.ForwardChallenge = OpenIdConnectDefaults.AuthenticationScheme;
            options.ForwardSignOut = OpenIdConnectDefaults.AuthenticationScheme;
        },
    });

    [Fact]
    public Task A_scheme_that_forwards_all_to_the_cookie() => WorksAsync(new()
    {
        Authentication = (authentication, _) =>
        {
            authentication.Services.Configure<AuthenticationOptions>(options =>
            {
                options.DefaultScheme = "outer";
                options.DefaultSignInScheme = "inner";
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            });
            authentication.AddCookie("outer", options => options.ForwardDefault = "inner").AddCookie("inner").AddOpenIdConnect(SetUp);
        },
    });

    [Fact]
    public Task A_claims_transformation_that_replaces_the_principal() => WorksAsync(new()
    {
        Services = services => services.AddTransient<IClaimsTransformation, AnonymousName>(),
    });

    [Fact]
    public Task A_cookie_that_is_never_renewed() => WorksAsync(new()
    {
        Cookie = options =>
        {
            options.SlidingExpiration = false;
            options.Events.OnSigningIn = context =>
            {
                context.Properties.AllowRefresh = false;
                return Task.CompletedTask;
            };
        },
    });

    [Fact]
    public Task Events_that_the_app_sets_last() => WorksAsync(new()
    {
        Services = services => services.PostConfigureAll<CookieAuthenticationOptions>(options => options.Events = new CookieAuthenticationEvents()),
    });

    [Fact]
    public Task Middleware_of_all_kinds() => WorksAsync(new()
    {
        Services = services =>
        {
            services.AddResponseCompression(options => options.EnableForHttps = true);
            services.AddCors(options => options.AddDefaultPolicy(policy => policy.WithOrigins("https://spa.example.com").AllowCredentials()));
            services.AddDistributedMemoryCache();
            services.AddSession();
            services.AddProblemDetails();
        },
        First = host =>
        {
            host.UseExceptionHandler();
            host.UseStatusCodePagesWithReExecute("/");
            host.UseHsts();
            host.UseResponseCompression();
        },
        Endpoints = host =>
        {
            host.UseCors();
            host.UseSession();
        },
    });

    [Fact]
    public Task A_handler_whose_signed_out_path_is_below_the_endpoints() => WorksAsync(new() { OpenIdConnect = options => options.SignedOutCallbackPath = "/signout/callback" });

    [Fact]
    public Task An_authority_with_a_trailing_slash() => WorksAsync(new() { OpenIdConnect = options => options.Authority = The.Issuer + "/" });

    [Fact]
    public async Task An_org_authorization_server_with_a_trailing_slash()
    {
        await using var app = await new SomeApp
        {
            Authentication = (authentication, okta) =>
            {
                okta.AddServer("https://example.okta.com");
                authentication.AddCookie().AddOpenIdConnect(options =>
                {
                    SetUp(options);
                    options.Authority = "https://example.okta.com/";
                });
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await SignOutAnswer.OfAsync(browser)).Endpoint.Should().Be("https://example.okta.com/v1/logout");
    }

    [Fact]
    public async Task An_app_that_calls_the_set_up_twice()
    {
        await using var app = await new SomeApp
        {
            AddOktaLogout = services =>
            {
                services.AddOktaLogout();
                services.AddOktaLogout();
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await SignOutAnswer.OfAsync(browser)).Endpoint.Should().Be(The.EndSessionEndpoint);
        app.Okta.RevokedTokens.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_configuration_without_discovery_asks_for_no_document()
    {
        await using var app = await new SomeApp { OpenIdConnect = options => SetKnown(options, The.RevocationEndpoint) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.Endpoint.Should().Be(The.EndSessionEndpoint);
        app.Okta.RevokedTokens.Should().HaveCount(2);
        app.Okta.Calls.Should().NotContain($"GET {The.MetadataAddress}");
    }

    [Fact]
    public async Task A_configuration_that_knows_only_the_end_session_endpoint_still_signs_out_at_okta()
    {
        await using var app = await new SomeApp { OpenIdConnect = options => SetKnown(options, revocationEndpoint: null) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await SignOutAnswer.OfAsync(browser)).Endpoint.Should().Be(The.EndSessionEndpoint);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_the_app_sets_itself_wins_before_and_after(bool isBefore)
    {
        await using var app = await new SomeApp
        {
            AddOktaLogout = services =>
            {
                if (isBefore)
                    Configure(services);
                services.AddOktaLogout();
                if (!isBefore)
                    Configure(services);
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await SignOutAnswer.OfAsync(browser)).Endpoint.Should().Be("https://example.okta.com/mine");

        static void Configure(IServiceCollection services) => services.Configure<OktaLogoutOptions>(
            OpenIdConnectDefaults.AuthenticationScheme, options => options.EndSessionEndpoint = "https://example.okta.com/mine");
    }

    [Fact]
    public async Task The_secret_of_the_scheme_is_sent_in_the_body()
    {
        await using var app = await new SomeApp().StartAsync();
        var sent = Record(app);
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        sent.Should().OnlyContain(body => body.Contains("client_secret=" + The.ClientSecret)).And.HaveCount(2);
    }

    [Fact]
    public async Task A_private_key_of_the_app_is_used_in_place_of_the_secret()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        await using var app = await new SomeApp
        {
            Services = services => services.Configure<OktaLogoutOptions>(
                OpenIdConnectDefaults.AuthenticationScheme,
                options => options.ClientAssertionSigningCredentials = new(new RsaSecurityKey(key) { KeyId = "mine" }, SecurityAlgorithms.RsaSha256)),
        }.StartAsync();
        var sent = Record(app);
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        sent.Should().OnlyContain(body => body.Contains("client_assertion=ey") && !body.Contains("client_secret=")).And.HaveCount(2);
    }

    private static async Task WorksAsync(SomeApp set)
    {
        await using var app = await set.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        var copy = browser.Copy();

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.Endpoint.Should().Be(The.EndSessionEndpoint);
        answer.IdTokenHint.Should().Be(app.Okta.IssuedIdTokens.Single());
        app.Okta.RevokedTokens.Should().HaveCount(2);
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    private static List<string> Record(RunningApp app)
    {
        List<string> bodies = [];
        app.Okta.Answers[The.RevocationEndpoint] = async (request, cancellationToken) =>
        {
            bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new(System.Net.HttpStatusCode.OK);
        };
        return bodies;
    }

    private static void SetUp(OpenIdConnectOptions options)
    {
        options.Authority = The.Issuer;
        options.ClientId = The.ClientId;
        options.ClientSecret = The.ClientSecret;
        options.ResponseType = "code";
        options.SaveTokens = true;
    }

    private static void SetKnown(OpenIdConnectOptions options, string? revocationEndpoint)
    {
        options.Authority = null;
        options.Configuration = new OpenIdConnectConfiguration
        {
            Issuer = The.Issuer,
            AuthorizationEndpoint = The.Issuer + "/v1/authorize",
            TokenEndpoint = The.Issuer + "/v1/token",
            EndSessionEndpoint = The.EndSessionEndpoint,
            RevocationEndpoint = revocationEndpoint,
        };
        options.Configuration.SigningKeys.Add(TestKey.PublicKey);
    }

    private sealed class AnonymousName : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) => Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity([new("role", "user")], "transformed")));
    }
}
