using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The refresh token of a session is used from time to time, instead of being asked about.</summary>
public sealed class RefreshedSessions
{
    private static readonly TimeSpan JustLonger = SomeRevalidation.Every + TimeSpan.FromSeconds(1);

    private readonly SharedState _shared = new();
    private readonly RecordingTerminator _terminator = new();
    private readonly ITokenReplayCache _tokens;
    private readonly List<string> _used = [];

    public RefreshedSessions()
    {
        _tokens = new MemoryTokenReplayCache(_shared.Clock);
        Answers(new { access_token = "secret-new-access", refresh_token = "secret-new-refresh", token_type = "Bearer", expires_in = 600 });
    }

    [Fact]
    public async Task The_ticket_has_the_new_tokens_before_the_code_of_the_app_runs_and_in_the_cookie()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(JustLonger);

        var first = await TokensAsync(browser);
        var second = await TokensAsync(browser);

        first["access_token"].Should().Be("secret-new-access");
        first["refresh_token"].Should().Be("secret-new-refresh");
        first["expires_at"].Should().Be((The.Now + JustLonger + TimeSpan.FromMinutes(10)).ToString("o"));
        second.Should().Equal(first);
        _used.Should().Equal(The.RefreshToken);
    }

    [Fact]
    public async Task Tokens_that_Okta_does_not_send_again_are_kept()
    {
        Answers(new { access_token = "secret-new-access", token_type = "Bearer" });
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(JustLonger);

        var tokens = await TokensAsync(browser);

        tokens["access_token"].Should().Be("secret-new-access");
        tokens["refresh_token"].Should().Be(The.RefreshToken);
        tokens["id_token"].Should().Be(app.Okta.IssuedIdTokens.Single());
        (await browser.GetAsync("/")).Headers.Contains("Set-Cookie").Should().BeFalse("the cookie is not issued again with each request");
    }

    [Fact]
    public async Task An_ID_token_of_another_user_does_not_take_the_place_of_the_sessions_own()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        Answers(new { access_token = "secret-new-access", id_token = TestKey.Sign(new Dictionary<string, object> { ["iss"] = The.Issuer, ["sub"] = "another", ["aud"] = The.ClientId }) });
        app.Clock.Advance(JustLonger);

        (await TokensAsync(browser))["id_token"].Should().Be(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task A_refresh_token_that_is_no_longer_valid_ends_the_session()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        Answers(new { error = "invalid_grant" }, HttpStatusCode.BadRequest);
        app.Clock.Advance(JustLonger);

        (await browser.IsSignedInAsync()).Should().BeFalse();

        _terminator.Terminations.Should().ContainSingle().Which.Reason.Should().Be(SessionTerminationReason.TokenNoLongerValid);
    }

    [Theory]
    [InlineData(401, "invalid_client")]
    [InlineData(400, "invalid_request")]
    [InlineData(429, "invalid_grant")]
    [InlineData(500, "server_error")]
    [InlineData(200, "invalid_grant")]
    public async Task Anything_else_ends_no_session(int status, string error)
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        Answers(new { error }, (HttpStatusCode)status);

        app.Clock.Advance(JustLonger);

        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await TokensAsync(browser))["refresh_token"].Should().Be(The.RefreshToken);
    }

    [Fact]
    public async Task Twenty_requests_on_two_nodes_use_the_token_once()
    {
        await using var a = await StartAsync();
        await using var b = await StartAsync();
        var browser = await a.SignedInBrowserAsync();
        a.Clock.Advance(JustLonger);

        var requests = Enumerable.Range(0, 20).Select(i => browser.CopyAt(i % 2 == 0 ? a : b).IsSignedInAsync()).ToList();

        (await Task.WhenAll(requests)).Should().OnlyContain(isSignedIn => isSignedIn);
        _used.Should().Equal(The.RefreshToken);
    }

    [Fact]
    public async Task Copies_of_the_old_cookie_get_the_new_tokens_on_the_node_that_has_them()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        app.Clock.Advance(JustLonger);
        await browser.GetAsync("/");

        (await TokensAsync(copy))["refresh_token"].Should().Be("secret-new-refresh");

        _used.Should().ContainSingle();
    }

    [Fact]
    public async Task Tokens_that_come_after_the_longest_delay_are_in_the_next_response()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var (arrived, released) = Holds();
        app.Clock.Advance(JustLonger);
        var request = browser.GetAsync("/me");
        await arrived;
        (await app.AnswerAsync(request)).StatusCode.Should().Be(HttpStatusCode.OK);

        released.SetResult();

        await Eventually.BecomesTrueAsync(async () => (await TokensAsync(browser))["refresh_token"] == "secret-new-refresh");
    }

    [Fact]
    public async Task A_token_that_comes_after_the_sign_out_is_revoked()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var other = browser.Copy();
        var (arrived, released) = Holds();
        app.Clock.Advance(JustLonger);
        var request = other.GetAsync("/me");
        await arrived;
        await app.AnswerAsync(request);

        await browser.PostAsync("/signout");
        released.SetResult();

        await Eventually.BecomesTrueAsync(() => Task.FromResult(app.Okta.RevokedTokens.Contains("secret-new-refresh")));
    }

    [Fact]
    public async Task A_token_that_came_for_another_request_is_revoked_by_the_sign_out()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var other = browser.Copy();
        app.Clock.Advance(JustLonger);
        (await TokensAsync(other))["refresh_token"].Should().Be("secret-new-refresh");

        await browser.PostAsync("/signout");

        app.Okta.RevokedTokens.Should().Contain("secret-new-refresh");
    }

    [Fact]
    public async Task Without_the_shared_memory_no_token_is_used()
    {
        await using var app = await StartAsync(new BrokenTokens());
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(JustLonger);

        (await browser.IsSignedInAsync()).Should().BeTrue();

        _used.Should().BeEmpty();
    }

    private static async Task<Dictionary<string, string>> TokensAsync(Browser browser) =>
        (await (await browser.GetAsync("/tokens")).Content.ReadFromJsonAsync<Dictionary<string, string>>())!;

    private void Answers(object body, HttpStatusCode status = HttpStatusCode.OK) => _shared.Okta.OnRefresh = form =>
    {
        lock (_used)
            _used.Add(form["refresh_token"]);
        return Task.FromResult(new HttpResponseMessage(status) { Content = JsonContent.Create(body) });
    };

    private (Task Arrived, TaskCompletionSource Released) Holds()
    {
        var answer = _shared.Okta.OnRefresh!;
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shared.Okta.OnRefresh = async form =>
        {
            arrived.TrySetResult();
            await released.Task;
            return await answer(form);
        };
        return (arrived.Task, released);
    }

    private Task<RunningApp> StartAsync(ITokenReplayCache? tokens = null) => new SomeApp
    {
        Clock = _shared.Clock,
        Okta = _shared.Okta,
        AddOktaLogout = services => services.AddOktaLogout().RevalidateSessions(SomeRevalidation.Every, options => options.RefreshTokens = true),
        Services = services =>
        {
            _shared.AddTo(services);
            services.AddSingleton(tokens ?? _tokens);
            services.AddSingleton<ISessionTerminator>(_terminator);
        },
        Endpoints = host => host.MapGet("/tokens", async (HttpContext context) =>
        {
            var ticket = await context.AuthenticateAsync();
            return ticket.Properties!.GetTokens().ToDictionary(token => token.Name, token => token.Value);
        }),
    }.StartAsync();
}
