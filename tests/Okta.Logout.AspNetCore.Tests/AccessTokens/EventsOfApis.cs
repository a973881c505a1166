using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The check runs however late, and in whatever way, an app sets events of its own and maps claims.</summary>
public sealed class EventsOfApis
{
    [Theory, MemberData(nameof(Names))]
    public async Task A_revoked_token_is_refused_and_the_apps_own_event_still_runs_for_others(string name)
    {
        var seen = new SeenEvents();
        var (bearer, services) = SetUps[name];
        await using var api = await new SomeApi
        {
            Bearer = options => bearer(options, seen),
            Services = all =>
            {
                all.AddSingleton(seen);
                services(all, seen);
            },
        }.StartAsync();
        var token = SomeAccessToken.With();
        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);
        seen.TokensValidated.Should().Be(1);

        await api.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now), SessionTerminationReason.Administrator));

        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
        seen.TokensValidated.Should().Be(1);
        seen.Challenges.Should().Be(1);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Neither_the_mapping_of_claims_nor_the_type_of_the_token_matters(bool mapsClaims, bool usesValidators)
    {
        await using var api = await new SomeApi
        {
            Bearer = options =>
            {
                options.UseSecurityTokenValidators = usesValidators;
                options.MapInboundClaims = mapsClaims;
            },
        }.StartAsync();
        var token = SomeAccessToken.With(("sid", The.Sid));
        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);
        (await api.StatusOfAsync(SomeAccessToken.Of(The.Now.AddMinutes(1)))).Should().Be(HttpStatusCode.OK);

        await api.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now), SessionTerminationReason.Administrator));

        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
        (await api.StatusOfAsync(SomeAccessToken.Of(The.Now.AddMinutes(1)))).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_scheme_that_is_not_named_is_left_alone()
    {
        await using var api = await new SomeApi
        {
            Protect = logout => logout.ProtectJwtBearer("Other"),
            Services = services => services.AddAuthentication().AddJwtBearer("Other", options => options.Authority = The.Issuer),
        }.StartAsync();

        await api.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now), SessionTerminationReason.Administrator));

        (await api.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.OK);
    }

    public static TheoryData<string> Names => [.. SetUps.Keys];

    private static Dictionary<string, (Action<JwtBearerOptions, SeenEvents> Bearer, Action<IServiceCollection, SeenEvents> Services)> SetUps { get; } = new()
    {
        ["events"] = ((options, seen) => options.Events = seen.Events(), NoServices),
        ["EventsType"] = ((options, _) => options.EventsType = typeof(SeenEvents.OfAType), (services, _) => services.AddScoped<SeenEvents.OfAType>()),
        ["events set after configuration"] = ((_, _) => { }, (services, seen) => services.PostConfigureAll<JwtBearerOptions>(options => options.Events = seen.Events())),
        ["EventsType set after configuration"] = ((_, _) => { }, (services, _) => services.AddScoped<SeenEvents.OfAType>()
            .PostConfigureAll<JwtBearerOptions>(options => options.EventsType = typeof(SeenEvents.OfAType))),
        ["an event that replaces the user"] = ((options, seen) => options.Events = seen.EventsThatReplaceTheUser(), NoServices),
    };

    private static void NoServices(IServiceCollection services, SeenEvents seen)
    {
    }

    internal sealed class SeenEvents
    {
        public int TokensValidated { get; private set; }

        public int Challenges { get; private set; }

        public JwtBearerEvents Events() => new()
        {
            OnTokenValidated = _ => Validated(),
            OnChallenge = _ => Challenged(),
        };

        public JwtBearerEvents EventsThatReplaceTheUser() => new()
        {
            OnTokenValidated = context =>
            {
                context.Principal = new(new ClaimsIdentity([new("name", "Ada")], "own"));
                context.Success();
                return Validated();
            },
            OnChallenge = _ => Challenged(),
        };

        private Task Validated()
        {
            TokensValidated++;
            return Task.CompletedTask;
        }

        private Task Challenged()
        {
            Challenges++;
            return Task.CompletedTask;
        }

        internal sealed class OfAType(SeenEvents seen) : JwtBearerEvents
        {
            public override Task TokenValidated(TokenValidatedContext context) => seen.Validated();

            public override Task Challenge(JwtBearerChallengeContext context) => seen.Challenged();
        }
    }
}
