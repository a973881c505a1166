using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Okta.Logout.JwtBearer;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An API that asks Okta about the tokens of some calls.</summary>
public sealed class IntrospectionOfTokens
{
    private const string Endpoint = The.Issuer + "/v1/introspect";

    private readonly List<(HttpRequestMessage Request, string Body)> _asked = [];

    private object _answer = new { active = true };

    [Fact]
    public async Task An_active_token_is_accepted_and_Okta_is_asked_as_the_client_of_the_scheme()
    {
        await using var api = await StartAsync(secret: The.ClientSecret);
        var token = SomeAccessToken.With();

        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);

        var (request, body) = _asked.Should().ContainSingle().Which;
        request.Method.Should().Be(HttpMethod.Post);
        request.Headers.Authorization!.Scheme.Should().Be("Basic");
        var form = QueryHelpers.ParseQuery(body);
        form["token"].Should().Equal(token);
        form["token_type_hint"].Should().Equal("access_token");
    }

    [Fact]
    public async Task A_public_client_names_itself_in_the_query_and_sends_no_credentials()
    {
        await using var api = await StartAsync();

        (await api.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.OK);

        var (request, body) = _asked.Should().ContainSingle().Which;
        request.RequestUri!.Query.Should().Be("?client_id=" + The.ClientId);
        request.Headers.Authorization.Should().BeNull();
        body.Should().NotContain("client_id");
    }

    [Fact]
    public async Task A_token_that_Okta_calls_inactive_is_refused()
    {
        await using var api = await StartAsync();
        _answer = new { active = false };

        (await api.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(429, "{}")]
    [InlineData(500, "")]
    [InlineData(401, """{"error":"invalid_client"}""")]
    [InlineData(400, """{"active":true}""")]
    [InlineData(302, """{"active":true}""")]
    [InlineData(200, "<html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"active":"true"}""")]
    [InlineData(200, """[{"active":true}]""")]
    public async Task Anything_else_is_no_verdict_and_the_response_is_503_unless_the_app_chooses_otherwise(int status, string body)
    {
        await using var strict = await StartAsync();
        await using var lenient = await StartAsync(configure: options => options.OnNoVerdict = RevocationCheckFailure.Allow);
        strict.Okta.Answer(EndpointOfPublicClient, (HttpStatusCode)status, body);
        lenient.Okta.Answer(EndpointOfPublicClient, (HttpStatusCode)status, body);

        var response = await strict.CallAsync(SomeAccessToken.With());

        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        response.Headers.Contains("Retry-After").Should().BeTrue();
        (await lenient.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_server_that_never_responds_holds_a_request_no_longer_than_the_remote_timeout()
    {
        await using var api = await StartAsync();
        var called = api.Okta.Hang(EndpointOfPublicClient);

        var response = api.CallAsync(SomeAccessToken.With());
        await called;

        (await api.AdvanceUntilAsync(response)).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Okta_is_asked_again_after_ten_seconds()
    {
        await using var api = await StartAsync();
        var token = SomeAccessToken.With();
        await api.StatusOfAsync(token);
        _answer = new { active = false };
        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);
        _asked.Should().ContainSingle();

        api.Clock.Advance(TimeSpan.FromSeconds(10));

        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
        _asked.Should().HaveCount(2);
        api.Clock.Advance(TimeSpan.FromSeconds(10));
        _answer = new { active = true };
        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_answer_is_not_remembered_beyond_its_exp()
    {
        await using var api = await StartAsync(configure: options => options.ActiveCacheTime = TimeSpan.FromMinutes(5));
        _answer = new { active = true, exp = The.Now.AddSeconds(30).ToUnixTimeSeconds() };
        var token = SomeAccessToken.With();
        await api.StatusOfAsync(token);
        _answer = new { active = false };

        api.Clock.Advance(TimeSpan.FromSeconds(30));

        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Twenty_requests_with_one_token_ask_once()
    {
        await using var api = await StartAsync();
        var arrived = new Signal();
        var released = new TaskCompletionSource();
        api.Okta.Answers[EndpointOfPublicClient] = async (request, _) =>
        {
            await RecordAsync(request);
            arrived.Give();
            await released.Task;
            return new(HttpStatusCode.OK) { Content = JsonContent.Create(_answer) };
        };
        var token = SomeAccessToken.With();

        var responses = Enumerable.Range(0, 20).Select(_ => api.StatusOfAsync(token)).ToList();
        await arrived.WaitAsync();
        released.SetResult();

        (await Task.WhenAll(responses)).Should().OnlyContain(status => status == HttpStatusCode.OK);
        _asked.Should().ContainSingle();
    }

    [Fact]
    public async Task Okta_is_not_asked_about_other_calls_nor_about_a_token_that_the_list_refuses()
    {
        await using var api = await StartAsync();
        (await api.CallAsync(SomeAccessToken.With(), "/other")).StatusCode.Should().Be(HttpStatusCode.OK);

        await api.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now), SessionTerminationReason.Administrator));

        (await api.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.Unauthorized);
        _asked.Should().BeEmpty();
    }

    [Theory]
    [InlineData(-1, 10, 20)]
    [InlineData(10, 301, 20)]
    [InlineData(10, 10, 0)]
    [InlineData(10, 10, 1001)]
    public async Task Options_out_of_their_range_are_reported_at_start(int active, int inactive, int requests)
    {
        var start = async () => await StartAsync(configure: options =>
        {
            options.ActiveCacheTime = TimeSpan.FromSeconds(active);
            options.InactiveCacheTime = TimeSpan.FromSeconds(inactive);
            options.MaxConcurrentRequests = requests;
        });

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage("OL9707: *");
    }

    [Fact]
    public void Without_a_protected_scheme_there_is_nothing_to_introspect()
    {
        var add = () => new ServiceCollection().AddOktaLogout().AddTokenIntrospection();

        add.Should().Throw<InvalidOperationException>().WithMessage("OL9708: *");
    }

    private static string EndpointOfPublicClient => $"{Endpoint}?client_id={The.ClientId}";

    private async Task<RunningApp> StartAsync(string? secret = null, Action<TokenIntrospectionOptions>? configure = null)
    {
        var api = await new SomeApi
        {
            Protect = logout => logout.ProtectJwtBearer().AddTokenIntrospection(context => context.Request.Path == SomeApi.Path, configure),
            Services = services => services.Configure<OktaLogoutOptions>("Bearer", options => options.ClientSecret = secret),
            Endpoints = host => host.MapGet("/other", () => "").RequireAuthorization(),
        }.StartAsync();
        api.Okta.Metadata["introspection_endpoint"] = Endpoint;
        api.Okta.Answers[Endpoint] = api.Okta.Answers[EndpointOfPublicClient] = async (request, _) =>
        {
            await RecordAsync(request);
            return new(HttpStatusCode.OK) { Content = JsonContent.Create(_answer) };
        };
        return api;
    }

    private async Task RecordAsync(HttpRequestMessage request)
    {
        var body = await request.Content!.ReadAsStringAsync();
        lock (_asked)
            _asked.Add((request, body));
    }
}
