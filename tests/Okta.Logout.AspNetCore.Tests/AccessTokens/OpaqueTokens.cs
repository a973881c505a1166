using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Who = Okta.Logout.AspNetCore.Tests.SomeOpaqueApi.Who;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Access tokens that only Okta can read.</summary>
public sealed class OpaqueTokens
{
    private const string Org = "https://example.okta.com";

    [Fact]
    public async Task An_active_one_is_accepted_and_its_user_has_the_claims_of_the_response()
    {
        var some = new SomeOpaqueApi { Answer = SomeOpaqueApi.AnswerWith(("groups", new[] { "admins", "staff" }), ("level", 3)) };
        await using var api = await some.StartAsync();

        var who = await Who.ReadAsync(api);

        who.Claims.Should().Contain(["scope=openid orders.read", "client_id=0oa1caller", $"uid={The.Subject}", "groups=admins", "groups=staff", "level=3"]);
        some.Asked.Should().Equal(SomeOpaqueApi.Token);
    }

    [Fact]
    public async Task It_is_refused_without_asking_unless_the_app_wants_it()
    {
        var some = new SomeOpaqueApi { Introspection = options => options.AcceptOpaqueTokens = false };
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);

        some.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task An_inactive_one_is_refused()
    {
        var some = new SomeOpaqueApi { Answer = """{"active":false}""" };
        await using var api = await some.StartAsync();

        var response = await api.CallAsync(SomeOpaqueApi.Token);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().Should().StartWith("Bearer error=\"invalid_token\"");
    }

    [Fact]
    public async Task It_is_introspected_also_for_calls_whose_JWTs_are_not()
    {
        var some = new SomeOpaqueApi { Add = logout => logout.AddTokenIntrospection(_ => false, options => options.AcceptOpaqueTokens = true) };
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.OK);
        some.Asked.Should().BeEmpty();
        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);

        some.Asked.Should().Equal(SomeOpaqueApi.Token);
    }

    [Fact]
    public async Task A_forged_JWT_of_a_server_that_publishes_its_keys_is_refused_without_asking()
    {
        var some = new SomeOpaqueApi();
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(SomeAccessToken.With()[..^8])).Should().Be(HttpStatusCode.Unauthorized);

        some.Asked.Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task To_see_that_a_token_is_a_JWT_needs_no_memory(bool accepts)
    {
        await using var api = await new SomeOpaqueApi { Introspection = options => options.AcceptOpaqueTokens = accepts }.StartAsync();
        var options = api.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme);
        var request = new DefaultHttpContext { RequestServices = api.Services };
        request.Request.Headers.Authorization = "Bearer " + SomeAccessToken.With();
        var context = new MessageReceivedContext(request, new(JwtBearerDefaults.AuthenticationScheme, null, typeof(JwtBearerHandler)), options);
        for (var i = 0; i < 100; i++)
            options.Events.MessageReceived(context).IsCompletedSuccessfully.Should().BeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            _ = options.Events.MessageReceived(context);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        context.Result.Should().BeNull();
    }

    [Theory]
    [InlineData(Org)]
    [InlineData(Org + "/")]
    public async Task Each_token_of_the_org_server_is_introspected_because_its_keys_are_not_published(string authority)
    {
        var some = new SomeOpaqueApi
        {
            Issuer = Org,
            Bearer = options => (options.Authority, options.Audience) = (authority, Org),
            Answer = SomeOpaqueApi.AnswerWith(("iss", Org), ("aud", Org)),
        };
        await using var api = await some.StartAsync();
        var jwt = SomeAccessToken.With(("iss", Org), ("aud", Org));

        (await api.StatusOfAsync(jwt[..^8])).Should().Be(HttpStatusCode.OK);
        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);

        some.Asked.Should().Equal(jwt[..^8], SomeOpaqueApi.Token);
        some.Answer = """{"active":false}""";
        (await api.StatusOfAsync(jwt)).Should().Be(HttpStatusCode.Unauthorized, "its signature alone does not count");
    }

    [Theory]
    [InlineData("secret opaque token")]
    [InlineData("secret,opaque")]
    [InlineData("secret\"opaque")]
    [InlineData("secret%41opaque")]
    [InlineData("sécret")]
    [InlineData("=secret")]
    [InlineData("sec=ret")]
    [InlineData("==")]
    public async Task A_text_that_no_bearer_token_can_be_is_refused_without_asking(string token)
    {
        var some = new SomeOpaqueApi { Bearer = TokenFromTheQuery };
        await using var api = await some.StartAsync();

        (await api.CallAsync(null, $"{SomeApi.Path}?token={Uri.EscapeDataString(token)}")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

        some.Asked.Should().BeEmpty();
        (await api.CallAsync(null, $"{SomeApi.Path}?token={Uri.EscapeDataString(SomeOpaqueApi.Token)}")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(8 * 1024, HttpStatusCode.OK)]
    [InlineData((8 * 1024) + 1, HttpStatusCode.Unauthorized)]
    public async Task So_is_one_of_more_than_8_KiB(int length, HttpStatusCode status)
    {
        var some = new SomeOpaqueApi();
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(new('x', length))).Should().Be(status);

        some.Asked.Should().HaveCount(status is HttpStatusCode.OK ? 1 : 0);
    }

    [Fact]
    public async Task A_result_that_the_app_sets_itself_counts()
    {
        var some = new SomeOpaqueApi
        {
            Bearer = options => options.Events = new()
            {
                OnMessageReceived = context =>
                {
                    context.NoResult();
                    return Task.CompletedTask;
                },
            },
        };
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);

        some.Asked.Should().BeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic secret-opaque")]
    [InlineData("DPoP secret-opaque")]
    [InlineData("Bearer")]
    [InlineData("Bearer  ")]
    public async Task A_request_without_a_bearer_token_is_anonymous(string? authorization)
    {
        var some = new SomeOpaqueApi();
        await using var api = await some.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(RunningApp.Origin, SomeApi.Path));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        var response = await api.Http.SendAsync(request, CancellationToken.None);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
        some.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task A_scheme_without_a_client_id_leaves_them_to_its_handler()
    {
        const string OtherIssuer = "https://login.example.com";
        var some = new SomeOpaqueApi
        {
            Services = services => services.AddAuthentication().AddJwtBearer("Other", options => options.Authority = OtherIssuer),
            Endpoints = host => host.MapGet("/other", () => "").RequireAuthorization(policy => policy.AddAuthenticationSchemes("Other").RequireAuthenticatedUser()),
        };
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);
        (await api.CallAsync("secret-of-the-other", "/other")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

        some.Asked.Should().Equal([SomeOpaqueApi.Token, "secret-of-the-other"], "the default scheme authenticates each request, and the other one asks nobody");
    }

    [Fact]
    public async Task Without_a_client_the_app_does_not_start()
    {
        var start = async () => await new SomeOpaqueApi { ClientId = null, Secret = null }.StartAsync();

        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage("OL9720: *ClientId*");
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(The.ClientSecret, 0)]
    public async Task A_client_without_credentials_is_warned_of(string? secret, int warnings)
    {
        await using var api = await new SomeOpaqueApi { Secret = secret }.StartAsync();

        api.OwnLogs.Count(record => record.Level is LogLevel.Warning && record.Message.StartsWith("OL9721: ")).Should().Be(warnings);
        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_client_of_the_app_that_returns_no_response_gives_no_verdict()
    {
        var some = new SomeOpaqueApi { Services = services => services.AddKeyedSingleton<ITokenIntrospectionClient, WithoutResponse>(JwtBearerDefaults.AuthenticationScheme) };
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.ServiceUnavailable);

        api.OwnLogs.Should().ContainSingle(record => record.Level == LogLevel.Error && record.Message.StartsWith("OL9722: "));
    }

    private static void TokenFromTheQuery(JwtBearerOptions options) => options.Events = new()
    {
        OnMessageReceived = context =>
        {
            context.Token = context.Request.Query["token"];
            return Task.CompletedTask;
        },
    };

    private sealed class WithoutResponse : ITokenIntrospectionClient
    {
        public Task<TokenIntrospectionResult> IntrospectAsync(string token, TokenTypeHint tokenTypeHint, CancellationToken cancellationToken = default) =>
            Task.FromResult(new TokenIntrospectionResult(TokenIntrospectionStatus.Active));
    }
}
