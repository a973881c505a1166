using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The revocation list refuses an opaque token at once, whatever Okta said of it a moment ago.</summary>
public sealed class OpaqueTokensOfSignedOutUsers
{
    public static TheoryData<string, SessionTarget> Targets => new()
    {
        { "the user's id", SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now) },
        { "the login name", SessionTarget.ForSubject(The.Issuer, The.Email, The.Now) },
        { "the e-mail address", SessionTarget.ForEmail(The.Issuer, The.Email, The.Now) },
        { "everyone", SessionTarget.ForEveryone() },
    };

    [Theory, MemberData(nameof(Targets))]
    public async Task A_command_ends_it(string name, SessionTarget target)
    {
        name.Should().NotBeEmpty();
        var some = new SomeOpaqueApi();
        await using var api = await some.StartAsync();
        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);

        await EndAsync(api, target);

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);
        some.Asked.Should().ContainSingle("the list is asked for each request");
    }

    [Fact]
    public async Task The_user_name_counts_as_e_mail_address_if_the_response_has_none()
    {
        var some = new SomeOpaqueApi { Answer = SomeOpaqueApi.AnswerWith(("sub", The.Subject)) };
        await using var api = await some.StartAsync();
        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);

        await EndAsync(api, SessionTarget.ForEmail(The.Issuer, The.Email, The.Now));

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_of_other_users_and_of_a_new_sign_in_are_accepted()
    {
        var some = new SomeOpaqueApi();
        var later = The.Now.AddSeconds(1).ToUnixTimeSeconds();
        some.Answers["grace"] = SomeOpaqueApi.AnswerWith(("uid", "00u2"), ("sub", "grace"));
        some.Answers["new"] = SomeOpaqueApi.AnswerWith(("iat", later));
        some.Answers["refreshed"] = SomeOpaqueApi.AnswerWith(("iat", later), ("auth_time", later - 600));
        await using var api = await some.StartAsync();

        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now));

        (await api.StatusOfAsync("grace")).Should().Be(HttpStatusCode.OK);
        (await api.StatusOfAsync("new")).Should().Be(HttpStatusCode.OK);
        (await api.StatusOfAsync("refreshed")).Should().Be(HttpStatusCode.Unauthorized, "it goes back to the old sign-in");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Neither_the_mapping_of_claims_nor_the_type_of_the_token_matters(bool mapsClaims, bool usesValidators)
    {
        await using var api = await new SomeOpaqueApi
        {
            Bearer = options =>
            {
                options.UseSecurityTokenValidators = usesValidators;
                options.MapInboundClaims = mapsClaims;
            },
        }.StartAsync();
        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);

        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now));

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Universal_Logout_ends_it()
    {
        var some = new SomeOpaqueApi { Channels = logout => logout.AddUniversalLogout(SomeUniversalLogout.Endpoint) };
        await using var okta = await UniversalLogoutApp.StartAsync(some: some.ToApp());
        some.Prepare(okta.App.Okta);
        (await okta.App.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);

        await (await okta.CommandAsync(SomeUniversalLogout.IssuerAndSubject())).ShouldBeDoneAsync();

        (await okta.App.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(RevocationCheckFailure.Allow, HttpStatusCode.OK)]
    [InlineData(RevocationCheckFailure.Reject, HttpStatusCode.ServiceUnavailable)]
    public async Task The_option_of_the_app_decides_while_the_list_cannot_be_read(RevocationCheckFailure policy, HttpStatusCode status)
    {
        await using var api = await new SomeOpaqueApi
        {
            Services = services => services.AddSingleton<ISessionRevocationStore>(new SwitchableStore(TimeProvider.System) { Reads = StoreFault.Throws })
                .Configure<OktaLogoutWebOptions>(options => options.OnRevocationCheckFailure = policy),
        }.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(status);
    }

    [Fact]
    public async Task A_command_ends_what_is_open()
    {
        var open = new OpenRequest();
        await using var api = await new SomeOpaqueApi { Endpoints = open.Map }.StartAsync();
        var response = await open.OpenAsync(() => api.CallAsync(SomeOpaqueApi.Token, OpenRequest.Path));

        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now));

        (await response).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_expiry_of_the_token_ends_what_is_open()
    {
        var open = new OpenRequest();
        await using var api = await new SomeOpaqueApi { Endpoints = open.Map }.StartAsync();
        var response = await open.OpenAsync(() => api.CallAsync(SomeOpaqueApi.Token, OpenRequest.Path));

        api.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(5));

        (await response).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static async Task EndAsync(RunningApp api, SessionTarget target) =>
        (await api.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(target, SessionTerminationReason.Administrator))).Succeeded.Should().BeTrue();
}
