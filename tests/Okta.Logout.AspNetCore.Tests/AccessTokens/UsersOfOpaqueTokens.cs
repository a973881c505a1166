using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Who = Okta.Logout.AspNetCore.Tests.SomeOpaqueApi.Who;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The user that is made of a response, and the events of the app that see it.</summary>
public sealed class UsersOfOpaqueTokens
{
    [Fact]
    public async Task Name_roles_and_type_are_those_that_the_scheme_names()
    {
        await using var api = await new SomeOpaqueApi
        {
            Answer = SomeOpaqueApi.AnswerWith(("groups", new[] { "admins" })),
            Bearer = options =>
            {
                options.MapInboundClaims = false;
                options.TokenValidationParameters.NameClaimType = "username";
                options.TokenValidationParameters.RoleClaimType = "groups";
                options.TokenValidationParameters.AuthenticationType = "Introspected";
            },
        }.StartAsync();

        var who = await Who.ReadAsync(api);

        (who.Name, who.IsAdmin, who.AuthenticationType).Should().Be((The.Email, true, "Introspected"));
    }

    [Theory]
    [InlineData(true, false, ClaimTypes.NameIdentifier)]
    [InlineData(false, false, "sub")]
    [InlineData(true, true, ClaimTypes.NameIdentifier)]
    [InlineData(false, true, "sub")]
    public async Task Claims_are_mapped_as_those_of_JWTs_are(bool maps, bool usesValidators, string type)
    {
        await using var api = await new SomeOpaqueApi
        {
            Bearer = options =>
            {
                options.UseSecurityTokenValidators = usesValidators;
                options.MapInboundClaims = maps;
            },
        }.StartAsync();

        (await Who.ReadAsync(api)).Claims.Should().Contain($"{type}={The.Email}");
    }

    [Theory]
    [InlineData(true, SomeOpaqueApi.Token)]
    [InlineData(false, null)]
    public async Task The_token_itself_is_saved_if_the_scheme_saves_tokens(bool saves, string? token)
    {
        await using var api = await new SomeOpaqueApi { Bearer = options => options.SaveToken = saves }.StartAsync();

        (await Who.ReadAsync(api)).Token.Should().Be(token);
    }

    [Theory]
    [InlineData(true, false, SomeOpaqueApi.Token)]
    [InlineData(true, true, SomeOpaqueApi.Token)]
    [InlineData(false, false, null)]
    public async Task It_is_the_bootstrap_context_if_the_scheme_saves_that(bool saves, bool usesValidators, string? token)
    {
        object? seen = null;
        await using var api = await new SomeOpaqueApi
        {
            Bearer = options =>
            {
                options.UseSecurityTokenValidators = usesValidators;
                options.TokenValidationParameters.SaveSigninToken = saves;
                options.Events = new()
                {
                    OnTokenValidated = context =>
                    {
                        seen = ((ClaimsIdentity)context.Principal!.Identity!).BootstrapContext;
                        return Task.CompletedTask;
                    },
                };
            },
        }.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);

        seen.Should().Be(token);
    }

    [Fact]
    public async Task The_apps_own_check_of_a_validated_token_runs_and_can_refuse_it()
    {
        var seen = new List<TokenValidatedContext>();
        var some = new SomeOpaqueApi
        {
            Bearer = options => options.Events = new()
            {
                OnTokenValidated = context =>
                {
                    seen.Add(context);
                    if (((JsonWebToken)context.SecurityToken).GetPayloadValue<string>("client_id") == "0oa1blocked")
                        context.Fail("This client is blocked.");
                    return Task.CompletedTask;
                },
            },
        };
        some.Answers["blocked"] = SomeOpaqueApi.AnswerWith(("client_id", "0oa1blocked"));
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);
        (await api.StatusOfAsync("blocked")).Should().Be(HttpStatusCode.Unauthorized);

        seen.Should().HaveCount(2);
        seen[0].Principal!.FindFirstValue("uid").Should().Be(The.Subject);
        seen[0].Properties.ExpiresUtc.Should().Be(The.Now.AddMinutes(59));
    }

    [Fact]
    public async Task The_app_can_replace_the_user_there()
    {
        await using var api = await new SomeOpaqueApi
        {
            Bearer = options => options.Events = new()
            {
                OnTokenValidated = context =>
                {
                    context.Principal = new(new ClaimsIdentity([new("uid", "replaced")], "own"));
                    context.Success();
                    return Task.CompletedTask;
                },
            },
        }.StartAsync();

        (await Who.ReadAsync(api)).Claims.Should().Equal("uid=replaced");
    }

    [Fact]
    public async Task The_app_can_have_no_result_there()
    {
        await using var api = await new SomeOpaqueApi
        {
            Bearer = options => options.Events = new()
            {
                OnTokenValidated = context =>
                {
                    context.NoResult();
                    return Task.CompletedTask;
                },
            },
        }.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Events_of_a_type_run_too()
    {
        var refused = new List<string>();
        await using var api = await new SomeOpaqueApi
        {
            Bearer = options => options.EventsType = typeof(Refusal),
            Services = services => services.AddSingleton(refused).AddScoped<Refusal>(),
        }.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);

        refused.Should().ContainSingle();
    }

    [Fact]
    public async Task A_user_who_was_signed_out_is_not_shown_to_the_app()
    {
        var seen = 0;
        await using var api = await new SomeOpaqueApi
        {
            Bearer = options => options.Events = new()
            {
                OnTokenValidated = _ =>
                {
                    seen++;
                    return Task.CompletedTask;
                },
            },
        }.StartAsync();

        await api.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now), SessionTerminationReason.Administrator));

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);
        seen.Should().Be(0);
    }

    [Fact]
    public async Task The_checks_of_the_form_of_a_JWT_do_not_apply_and_those_of_its_claims_do()
    {
        await using var api = await new SomeOpaqueApi
        {
            Bearer = options =>
            {
                var parameters = options.TokenValidationParameters;
                parameters.ValidTypes = ["at+jwt"];
                parameters.ValidAlgorithms = [SecurityAlgorithms.RsaSha256];
                parameters.ValidateIssuerSigningKey = true;
                parameters.RequireSignedTokens = true;
                parameters.IssuerSigningKeyValidator = (_, _, _) => false;
                parameters.SignatureValidator = (_, _) => throw new SecurityTokenInvalidSignatureException();
                parameters.TypeValidator = (_, _, _) => throw new SecurityTokenInvalidTypeException();
                parameters.AlgorithmValidator = (_, _, _, _) => false;
            },
        }.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_handler_of_the_app_runs_and_can_refuse_it()
    {
        await using var api = await new SomeOpaqueApi
        {
            Bearer = options =>
            {
                options.TokenHandlers.Clear();
                options.TokenHandlers.Add(new Refusing());
            },
        }.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_unsigned_JWT_is_refused_as_ever()
    {
        var some = new SomeOpaqueApi();
        await using var api = await some.StartAsync();
        var claims = Base64UrlEncoder.Encode(SomeOpaqueApi.AnswerWith());

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);
        (await api.StatusOfAsync($"eyJhbGciOiJub25lIn0.{claims}.")).Should().Be(HttpStatusCode.Unauthorized);

        some.Asked.Should().ContainSingle();
    }

    private sealed class Refusal(List<string> refused) : JwtBearerEvents
    {
        public override Task TokenValidated(TokenValidatedContext context)
        {
            refused.Add(context.Scheme.Name);
            context.Fail("Refused.");
            return Task.CompletedTask;
        }
    }

    private sealed class Refusing : JsonWebTokenHandler
    {
        public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters) =>
            Task.FromResult(new TokenValidationResult { IsValid = false, Exception = new SecurityTokenValidationException() });
    }
}
