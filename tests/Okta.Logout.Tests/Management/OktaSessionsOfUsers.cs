using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.Tests;

/// <summary>Okta's own calls for services: what is sent, and what is made of the answers.</summary>
public sealed class OktaSessionsOfUsers : IAsyncDisposable
{
    private const string Org = "https://example.okta.com";
    private const string ServiceToken = "secret-service-token";

    private readonly SignOutApp _app = new();
    private readonly List<HttpRequestMessage> _requests = [];
    private readonly List<string> _bodies = [];
    private Func<int, HttpResponseMessage> _answer = _ => new(HttpStatusCode.NoContent);
    private Func<OktaRequestContext, CancellationToken, Task> _authorize = (context, _) =>
    {
        context.Request.Headers.Authorization = new("SSWS", ServiceToken);
        return Task.CompletedTask;
    };

    public OktaSessionsOfUsers()
    {
        _app.Builder.AddOktaUserSessions(options => options.AuthorizeRequest = (context, token) => _authorize(context, token));
        _app.Services.AddHttpClient(OktaLogoutDefaults.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => Some.Handler(AnswerAsync));
    }

    private IOktaUserSessions Sessions => _app.Provider.GetRequiredService<IOktaUserSessions>();

    public async ValueTask DisposeAsync()
    {
        foreach (var log in _app.Logs.GetSnapshot())
        {
            Secrets.ShouldBeAbsentFrom(log.Message);
            log.Message.Should().NotContain(ServiceToken);
        }

        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_services_token_clears_the_sessions_and_tokens_of_a_user()
    {
        var result = await Sessions.ClearAsync(The.Subject);

        result.Succeeded.Should().BeTrue();
        var request = _requests.Should().ContainSingle().Subject;
        request.Method.Should().Be(HttpMethod.Delete);
        request.RequestUri.Should().Be($"{Org}/api/v1/users/{The.Subject}/sessions?oauthTokens=true&forgetDevices=false");
        request.Headers.Authorization!.ToString().Should().Be($"SSWS {ServiceToken}");
    }

    [Fact]
    public async Task What_ends_with_the_sessions_can_be_chosen()
    {
        await Sessions.ClearAsync(The.Subject, new() { RevokeTokens = false, ForgetDevices = true });

        _requests.Single().RequestUri!.Query.Should().Be("?oauthTokens=false&forgetDevices=true");
    }

    [Fact]
    public async Task A_login_is_part_of_one_segment_of_the_path_whatever_it_holds()
    {
        await Sessions.ClearAsync("ada+1@example.com/../sessions?x=1#y");

        _requests.Single().RequestUri!.AbsoluteUri.Should().Be($"{Org}/api/v1/users/ada%2B1%40example.com%2F..%2Fsessions%3Fx%3D1%23y/sessions?oauthTokens=true&forgetDevices=false");
    }

    [Theory, InlineData("."), InlineData(".."), InlineData("me"), InlineData(" "), InlineData(" x"), InlineData("a\nb")]
    public async Task What_is_no_user_is_refused(string userId)
    {
        foreach (var call in new Func<Task>[] { () => Sessions.ClearAsync(userId), () => Sessions.RevokeGloballyAsync(userId), () => Sessions.EndEverywhereAsync(userId) })
            await call.Should().ThrowAsync<ArgumentException>();
        _requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Global_token_revocation_names_the_user_in_the_body()
    {
        (await Sessions.RevokeGloballyAsync(The.Subject)).Succeeded.Should().BeTrue();

        _requests.Single().Method.Should().Be(HttpMethod.Post);
        _requests.Single().RequestUri.Should().Be(Org + "/oauth2/v1/global-token-revocation");
        JsonDocument.Parse(_bodies.Single()).RootElement.GetProperty("sub_id").ToString().Should().Be($$"""{"format":"opaque","id":"{{The.Subject}}"}""");
    }

    [Fact]
    public async Task A_user_signs_out_everywhere_with_a_token_of_the_user()
    {
        (await Sessions.ClearOwnAsync(The.AccessToken, new() { KeepCurrent = true })).Succeeded.Should().BeTrue();

        var request = _requests.Single();
        request.Method.Should().Be(HttpMethod.Delete);
        request.RequestUri.Should().Be($"{Org}/idp/myaccount/sessions?oauthTokens=true&excludeCurrentAuthorizationContext=true");
        request.Headers.Authorization!.ToString().Should().Be($"Bearer {The.AccessToken}");
        request.Headers.Accept.ToString().Should().Be("application/json; okta-version=1.0.0");
    }

    [Theory, InlineData("a b"), InlineData("a\r\nX: y"), InlineData("é")]
    public async Task What_is_no_token_is_refused(string token) =>
        await FluentActions.Awaiting(() => Sessions.ClearOwnAsync(token)).Should().ThrowAsync<ArgumentException>();

    [Theory]
    [InlineData(404, OktaCallStatus.NotFound, "OL9810")]
    [InlineData(401, OktaCallStatus.NotAuthorized, "OL9809")]
    [InlineData(403, OktaCallStatus.NotAuthorized, "OL9809")]
    [InlineData(400, OktaCallStatus.Refused, "OL9811")]
    [InlineData(500, OktaCallStatus.Refused, "OL9811")]
    [InlineData(302, OktaCallStatus.Refused, "OL9806")]
    public async Task An_error_is_a_result_with_Oktas_code_and_summary(int status, OktaCallStatus expected, string error)
    {
        _answer = _ => Answer(status, $$"""{"errorCode":"E0000007","errorSummary":"Not found: {{The.Subject}}","errorId":"x","errorCauses":[]}""");

        var result = await Sessions.ClearAsync(The.Subject);

        result.Status.Should().Be(expected);
        result.Error.Should().StartWith(error);
        result.ToString().Should().NotContain(The.Subject);
        if (status == 302)
            return;
        result.ErrorCode.Should().Be("E0000007");
        result.ErrorSummary.Should().Contain("Not found");
    }

    [Fact]
    public async Task The_error_of_an_OAuth_endpoint_is_read_too()
    {
        _answer = _ => Answer(403, """{"error":"access_denied","error_description":"No."}""");

        var result = await Sessions.RevokeGloballyAsync(The.Subject);

        (result.ErrorCode, result.ErrorSummary).Should().Be(("access_denied", "No."));
    }

    [Theory, InlineData(""), InlineData("<html>"), InlineData("[]"), InlineData("""{"errorCode":7}"""), InlineData("""{"errorCode":"a\"b","errorCode":"c"}"""), InlineData("""{"errorCode":"\ud800"}""")]
    public async Task A_body_that_is_no_error_does_no_harm(string body)
    {
        _answer = _ => Answer(400, body);

        var result = await Sessions.ClearAsync(The.Subject);

        result.Status.Should().Be(OktaCallStatus.Refused);
        result.ErrorCode.Should().BeNull();
    }

    [Fact]
    public async Task A_body_without_end_is_not_read()
    {
        _answer = _ => new(HttpStatusCode.BadRequest) { Content = new StreamContent(new EndlessBody()) };

        (await Sessions.ClearAsync(The.Subject)).Status.Should().Be(OktaCallStatus.Refused);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for_by_Oktas_clock()
    {
        // Okta's clock is an hour ahead of the app's.
        _answer = number => number == 1 ? RateLimited(reset: The.Now.AddHours(1).AddSeconds(3), date: The.Now.AddHours(1)) : new(HttpStatusCode.NoContent);
        var clearing = Sessions.ClearAsync(The.Subject);

        await AdvanceAsync(clearing);

        (await clearing).Succeeded.Should().BeTrue();
        (_app.Time.GetUtcNow() - The.Now).Should().BeCloseTo(TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(600));
    }

    [Theory]
    [InlineData(-3_600)]
    [InlineData(0)]
    [InlineData(3_600)]
    [InlineData(1_000_000_000)]
    public async Task A_rate_limit_that_is_never_over_ends_in_time_after_a_few_attempts(int seconds)
    {
        _answer = _ => RateLimited(The.Now.AddSeconds(seconds), The.Now);
        var clearing = Sessions.ClearAsync(The.Subject);

        await AdvanceAsync(clearing);

        var result = await clearing;
        result.Status.Should().Be(OktaCallStatus.RateLimited);
        result.RetryAfter.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1)).And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        _requests.Count.Should().BeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task With_too_many_requests_at_once_the_time_of_the_reset_is_only_a_guess()
    {
        _answer = number =>
        {
            var answer = RateLimited(The.Now.AddHours(1), The.Now);
            answer.Headers.Add("X-Rate-Limit-Limit", "0");
            return number == 1 ? answer : new(HttpStatusCode.NoContent);
        };
        var clearing = Sessions.ClearAsync(The.Subject);

        await AdvanceAsync(clearing);

        (await clearing).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Retry_After_is_honoured()
    {
        _answer = _ =>
        {
            var answer = Answer(429, "");
            answer.Headers.Add("Retry-After", "30");
            return answer;
        };

        (await Sessions.ClearAsync(The.Subject)).RetryAfter.Should().Be(TimeSpan.FromSeconds(30), "the time does not suffice to wait for it");
    }

    [Fact]
    public async Task A_proof_of_possession_is_made_again_with_the_nonce_that_Okta_asks_for()
    {
        List<string?> nonces = [];
        _authorize = (context, _) =>
        {
            nonces.Add(context.DPoPNonce);
            return Task.CompletedTask;
        };
        _answer = number =>
        {
            var answer = Answer(401, """{"error":"use_dpop_nonce"}""");
            answer.Headers.Add("DPoP-Nonce", "n1");
            return number == 1 ? answer : new(HttpStatusCode.NoContent);
        };

        (await Sessions.ClearAsync(The.Subject)).Succeeded.Should().BeTrue();

        nonces.Should().Equal(null, "n1");
    }

    [Fact]
    public async Task An_Okta_that_always_asks_for_a_nonce_is_asked_twice()
    {
        _answer = _ =>
        {
            var answer = Answer(401, "");
            answer.Headers.Add("DPoP-Nonce", "n");
            return answer;
        };

        (await Sessions.ClearAsync(The.Subject)).Status.Should().Be(OktaCallStatus.NotAuthorized);

        _requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_failure_of_the_network_is_a_result()
    {
        _answer = _ => throw new HttpRequestException("secret");

        (await Sessions.ClearAsync(The.Subject)).Should().BeEquivalentTo(new { Status = OktaCallStatus.Unreachable, Error = "OL9807: Okta could not be reached (HttpRequestException)." });
    }

    [Fact]
    public async Task A_handler_of_the_app_that_throws_something_else_is_a_result_too()
    {
        _answer = _ => throw new InvalidOperationException("secret");

        var result = await Sessions.ClearAsync(The.Subject);

        result.Status.Should().Be(OktaCallStatus.Unreachable);
        result.Error.Should().NotContain("secret");
    }

    [Fact]
    public async Task A_token_that_the_app_did_not_get_in_time_means_that_nothing_was_sent()
    {
        _authorize = (_, _) => throw new TaskCanceledException("the HttpClient of the app");

        (await Sessions.ClearAsync(The.Subject)).Error.Should().StartWith("OL9805");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Whatever_hangs_ends_in_time(bool isToken)
    {
        var hanging = new TaskCompletionSource();
        if (isToken)
            _authorize = (_, _) => hanging.Task;
        else
            _answer = _ => new(HttpStatusCode.BadRequest) { Content = new StreamContent(new SilentBody(hanging.Task)) };
        var clearing = Sessions.ClearAsync(The.Subject);

        await AdvanceAsync(clearing);

        (await clearing).Status.Should().Be(OktaCallStatus.TimedOut);
        (_app.Time.GetUtcNow() - The.Now).Should().BeLessThan(TimeSpan.FromSeconds(12));
        hanging.SetResult();
    }

    [Fact]
    public async Task A_token_that_the_app_cannot_get_is_a_result()
    {
        _authorize = (_, _) => throw new InvalidOperationException("secret");

        var result = await Sessions.ClearAsync(The.Subject);

        result.Should().BeEquivalentTo(new { Status = OktaCallStatus.NotAuthorized });
        result.Error.Should().StartWith("OL9805").And.NotContain("secret");
        _requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_function_for_the_token_nothing_is_sent()
    {
        _app.Services.Configure<OktaUserSessionsOptions>(options => options.AuthorizeRequest = null);

        (await Sessions.ClearAsync(The.Subject)).Error.Should().StartWith("OL9812");

        _requests.Should().BeEmpty();
    }

    [Fact]
    public async Task With_several_orgs_the_options_say_which()
    {
        _app.Services.AddOktaLogoutCore("other", options => (options.Issuer, options.ClientId) = ("https://other.okta.com", The.ClientId));

        (await Sessions.ClearAsync(The.Subject)).Error.Should().StartWith("OL9803");
        _requests.Should().BeEmpty();
    }

    [Fact]
    public async Task The_org_of_the_registration_is_called()
    {
        _app.Services.AddOktaLogoutCore("other", options => (options.Issuer, options.ClientId) = ("https://other.okta.com", The.ClientId));
        _app.Services.Configure<OktaUserSessionsOptions>(options => options.Registration = "other");

        await Sessions.ClearAsync(The.Subject);

        _requests.Single().RequestUri!.Host.Should().Be("other.okta.com");
    }

    [Fact]
    public async Task One_call_ends_the_sessions_of_the_app_and_of_Okta()
    {
        var receipt = await Sessions.EndEverywhereAsync(The.Subject);

        receipt.Succeeded.Should().BeTrue();
        receipt.Steps.Select(step => step.Name).Should().Contain([SignOutStepNames.RevocationList, SignOutStepNames.OktaSessions]);
        (await _app.Store.IsRevokedAsync(Some.Session())).Should().BeTrue();
        _requests.Should().ContainSingle();
    }

    [Fact]
    public async Task The_sessions_of_the_app_end_by_every_issuer_also_if_it_is_not_known_which_org_to_call()
    {
        _app.Services.AddOktaLogoutCore("other", options => (options.Issuer, options.ClientId) = ("https://other.okta.com", The.ClientId));

        var receipt = await Sessions.EndEverywhereAsync(The.Subject);

        receipt.Steps.Single(step => step.Name == SignOutStepNames.OktaSessions).Error.Should().StartWith("OL9803");
        (await _app.Store.IsRevokedAsync(Some.Session())).Should().BeTrue();
        var other = Some.Session();
        other.Issuer = "https://other.okta.com";
        (await _app.Store.IsRevokedAsync(other)).Should().BeTrue();
    }

    [Fact]
    public async Task The_sessions_of_the_app_end_also_while_Okta_is_down()
    {
        _answer = _ => throw new HttpRequestException("down");

        var receipt = await Sessions.EndEverywhereAsync(The.Subject);

        receipt.Steps.Single(step => step.Name == SignOutStepNames.OktaSessions).Outcome.Should().Be(SignOutStepOutcome.Failed);
        (await _app.Store.IsRevokedAsync(Some.Session())).Should().BeTrue();
    }

    [Fact]
    public async Task A_call_that_is_cancelled_says_so()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await FluentActions.Awaiting(() => Sessions.ClearAsync(The.Subject, cancellationToken: cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
        _requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_timeout_out_of_range_is_refused()
    {
        _app.Services.Configure<OktaUserSessionsOptions>(options => options.Timeout = TimeSpan.Zero);

        (await FluentActions.Awaiting(() => Sessions.ClearAsync(The.Subject)).Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().StartWith("OL9801");
    }

    private static HttpResponseMessage Answer(int status, string body) => new((HttpStatusCode)status) { Content = new StringContent(body) };

    private static HttpResponseMessage RateLimited(DateTimeOffset reset, DateTimeOffset date)
    {
        var answer = Answer(429, """{"errorCode":"E0000047","errorSummary":"API call exceeded rate limit due to too many requests."}""");
        answer.Headers.Date = date;
        answer.Headers.Add("X-Rate-Limit-Reset", $"{reset.ToUnixTimeSeconds()}");
        return answer;
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        _requests.Add(request);
        return _answer(_requests.Count);
    }

    private Task AdvanceAsync(Task work) => Eventually.BecomesTrueAsync(_app.Time, TimeSpan.FromMilliseconds(500), () => Task.FromResult(work.IsCompleted));

    /// <summary>A body of which nothing comes.</summary>
    private sealed class SilentBody(Task until) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await until;
            return 0;
        }

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            await until;
            return 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
