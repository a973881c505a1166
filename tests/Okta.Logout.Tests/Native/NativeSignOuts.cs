using System.Net;
using Microsoft.Extensions.Options;

namespace Okta.Logout.Tests;

public sealed class NativeSignOuts : IAsyncDisposable
{
    private readonly NativeApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task It_removes_the_tokens_revokes_them_and_then_sends_the_browser_to_Okta()
    {
        var receipt = await _app.SignOutAsync();

        receipt.Outcome.Should().Be(NativeSignOutOutcome.SignedOut);
        receipt.IsSignedOutLocally.Should().BeTrue();
        receipt.Reason.Should().BeNull();
        _app.Tokens.Tokens.Should().BeNull();
        var journal = _app.App.Journal.ToList();
        journal[0].Should().Be("remove");
        journal[^1].Should().Be("browser");
        journal.Should().Contain(["okta revokes refresh_token", "okta revokes access_token", "okta revokes device_secret"]);
    }

    [Fact]
    public async Task The_request_to_Okta_has_the_id_token_the_redirect_uri_and_a_new_state()
    {
        var idToken = _app.Tokens.Tokens!.IdToken;

        await _app.SignOutAsync();

        var url = _app.Requests.Single().Url;
        url.Should().StartWith(The.EndSessionEndpoint + "?");
        RedirectQuery.ValuesOf(url, "id_token_hint").Should().Equal(idToken);
        RedirectQuery.ValuesOf(url, "post_logout_redirect_uri").Should().Equal(NativeApp.RedirectUri);
        NativeApp.StateIn(url).Should().HaveLength(43);
    }

    [Fact]
    public async Task The_receipt_lists_every_step()
    {
        var receipt = await _app.SignOutAsync();

        receipt.Steps.Select(step => step.Name).Should().Equal(
            SignOutStepNames.RevocationList, SignOutStepNames.LocalSession, SignOutStepNames.RefreshToken, SignOutStepNames.AccessToken, SignOutStepNames.DeviceSecret,
            SignOutStepNames.OktaLogout, SignOutStepNames.Browser);
        receipt.Steps[^1].Outcome.Should().Be(SignOutStepOutcome.Succeeded);
    }

    [Fact]
    public async Task Tokens_that_Okta_does_not_revoke_are_removed_all_the_same()
    {
        _app.App.Okta.OnRevocation = (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError));

        var receipt = await _app.SignOutAsync();

        _app.Tokens.Tokens.Should().BeNull();
        receipt.Outcome.Should().Be(NativeSignOutOutcome.SignedOut);
        receipt.Steps.Where(step => step.Outcome is SignOutStepOutcome.Failed).Should().HaveCount(3);
    }

    [Fact]
    public async Task While_Okta_cannot_be_reached_only_the_app_is_signed_out()
    {
        _app.App.Okta.IsDown();

        var receipt = await _app.SignOutAsync();

        receipt.Outcome.Should().Be(NativeSignOutOutcome.LocalOnly);
        receipt.Reason.Should().StartWith("OL5019");
        receipt.IsSignedOutLocally.Should().BeTrue();
        _app.Tokens.Tokens.Should().BeNull();
        _app.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Tokens_that_cannot_be_read_are_removed()
    {
        _app.Tokens.OnGet = _ => throw new IOException("secret-of-the-disk");

        var receipt = await _app.SignOutAsync();

        _app.Tokens.Tokens.Should().BeNull();
        receipt.Outcome.Should().Be(NativeSignOutOutcome.LocalOnly);
        receipt.Steps[0].ToString().Should().StartWith("token-store: Failed").And.NotContain("secret");
    }

    [Fact]
    public async Task Tokens_that_cannot_be_read_are_the_reason_why_nothing_ends_at_Okta()
    {
        _app.Tokens.OnGet = _ => throw new IOException();

        (await _app.SignOutAsync()).Reason.Should().StartWith("OL9765");
    }

    [Fact]
    public async Task A_key_chain_that_never_answers_is_given_up()
    {
        var asked = new TaskCompletionSource();
        _app.Tokens.OnGet = _ =>
        {
            asked.SetResult();
            return new TaskCompletionSource().Task;
        };

        var signOut = _app.SignOutAsync();
        await asked.Task;
        _app.App.Time.Advance(TimeSpan.FromMinutes(1));

        (await signOut).Steps[0].Outcome.Should().Be(SignOutStepOutcome.TimedOut);
        _app.Tokens.Tokens.Should().BeNull();
    }

    [Fact]
    public async Task Without_an_id_token_the_browser_is_not_opened()
    {
        _app.Tokens.Tokens!.IdToken = null;

        var receipt = await _app.SignOutAsync();

        receipt.Outcome.Should().Be(NativeSignOutOutcome.LocalOnly);
        receipt.Reason.Should().StartWith("OL5012");
        _app.App.Journal.Should().Contain("okta revokes refresh_token").And.NotContain("browser");
    }

    [Fact]
    public async Task A_sign_out_of_the_app_only_opens_no_browser()
    {
        var receipt = await _app.SignOutAsync(SignOutScope.AppOnly);

        receipt.Outcome.Should().Be(NativeSignOutOutcome.LocalOnly);
        receipt.Reason.Should().StartWith("OL5011");
        _app.App.Journal.Should().Contain("okta revokes refresh_token").And.NotContain("browser");
    }

    [Fact]
    public async Task With_nobody_signed_in_nothing_is_sent()
    {
        _app.Tokens.Tokens = null;

        var receipt = await _app.SignOutAsync();

        receipt.Outcome.Should().Be(NativeSignOutOutcome.LocalOnly);
        _app.App.Journal.Should().Equal("remove");
    }

    [Fact]
    public async Task A_browser_that_the_user_closes_is_a_cancelled_sign_out()
    {
        _app.Navigate = (_, _) => Task.FromResult<string?>(null);

        var receipt = await _app.SignOutAsync();

        receipt.Outcome.Should().Be(NativeSignOutOutcome.Cancelled);
        receipt.Reason.Should().StartWith("OL9606");
        _app.Tokens.Tokens.Should().BeNull();
    }

    [Fact]
    public async Task A_wait_that_the_app_ends_is_a_cancelled_sign_out()
    {
        using var button = new CancellationTokenSource();
        _app.Navigate = (_, token) =>
        {
            button.Cancel();
            return Task.FromCanceled<string?>(token);
        };

        var receipt = await _app.SignOutAsync(cancellationToken: button.Token);

        receipt.Outcome.Should().Be(NativeSignOutOutcome.Cancelled);
        _app.App.Journal.Should().Contain("okta revokes refresh_token");
    }

    [Fact]
    public async Task A_browser_that_does_not_come_back_is_waited_for_as_long_as_the_options_say()
    {
        var opened = new TaskCompletionSource();
        _app.Navigate = (_, _) =>
        {
            opened.SetResult();
            return new TaskCompletionSource<string?>().Task;
        };

        var signOut = _app.SignOutAsync();
        await opened.Task;
        _app.App.Time.Advance(TimeSpan.FromMinutes(5));

        var receipt = await signOut;
        receipt.Outcome.Should().Be(NativeSignOutOutcome.TimedOut);
        receipt.Reason.Should().StartWith("OL9607").And.Contain("300 s").And.Contain(NativeApp.RedirectUri);
        receipt.Steps[^1].Outcome.Should().Be(SignOutStepOutcome.TimedOut);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?state=another")]
    [InlineData("?state=")]
    public async Task An_answer_with_another_state_is_none(string query)
    {
        _app.Navigate = (_, _) => Task.FromResult<string?>(NativeApp.RedirectUri + query);

        (await _app.SignOutAsync()).Outcome.Should().Be(NativeSignOutOutcome.StateMismatch);
    }

    [Fact]
    public async Task An_answer_with_two_states_is_none()
    {
        _app.Navigate = (request, _) => Task.FromResult<string?>(NativeApp.AnswerTo(request, "&state=another"));

        (await _app.SignOutAsync()).Outcome.Should().Be(NativeSignOutOutcome.StateMismatch);
    }

    [Fact]
    public async Task An_answer_after_a_second_question_mark_counts()
    {
        _app.Navigate = (request, _) => Task.FromResult<string?>($"{NativeApp.RedirectUri}?a=b?state={NativeApp.StateIn(request.Url)}");

        (await _app.SignOutAsync()).Outcome.Should().Be(NativeSignOutOutcome.SignedOut);
    }

    [Theory]
    [InlineData("access_denied", "access_denied")]
    [InlineData("%22%0D%0Asecret", "an error without a code")]
    public async Task An_error_of_Okta_leaves_its_session_open(string error, string reason)
    {
        _app.Navigate = (request, _) => Task.FromResult<string?>(NativeApp.AnswerTo(request, "&error=" + error));

        var receipt = await _app.SignOutAsync();

        receipt.Outcome.Should().Be(NativeSignOutOutcome.LocalOnly);
        receipt.Reason.Should().StartWith("OL9609").And.Contain(reason).And.NotContain("secret");
    }

    [Fact]
    public async Task A_browser_that_fails_leaves_the_session_at_Okta_open_and_tells_only_its_type()
    {
        _app.Navigate = (_, _) => throw new InvalidOperationException("secret-of-the-browser");

        var receipt = await _app.SignOutAsync();

        receipt.Outcome.Should().Be(NativeSignOutOutcome.LocalOnly);
        receipt.Reason.Should().Be("OL9605: The ISystemBrowser failed with InvalidOperationException.");
    }

    [Fact]
    public async Task A_redirect_that_cannot_be_received_still_lets_the_app_be_signed_out()
    {
        await using var app = new NativeApp(new BrowserWithoutPort());

        var receipt = await app.SignOutAsync();

        receipt.Outcome.Should().Be(NativeSignOutOutcome.LocalOnly);
        receipt.Reason.Should().Be("OL9603: No port.");
        app.App.Journal.Should().Contain(["remove", "okta revokes refresh_token"]);
    }

    [Fact]
    public async Task Two_calls_at_once_are_one_sign_out()
    {
        var came = new TaskCompletionSource();
        var back = new TaskCompletionSource<string?>();
        _app.Navigate = (_, _) =>
        {
            came.SetResult();
            return back.Task;
        };

        var first = _app.SignOutAsync();
        await came.Task;
        var second = _app.SignOutAsync();
        back.SetResult(NativeApp.AnswerTo(_app.Requests.Single()));

        (await second).Should().BeSameAs(await first);
        _app.Requests.Should().ContainSingle();
        (await _app.SignOutAsync()).Should().NotBeSameAs(await first, "the next call is another sign-out");
    }

    [Fact]
    public async Task Nothing_secret_is_told_or_logged()
    {
        var receipt = await _app.SignOutAsync();
        _app.Navigate = (_, _) => throw new InvalidOperationException("secret-of-the-browser");
        _app.Tokens.Tokens = new() { IdToken = Some.IdToken(), RefreshToken = The.RefreshToken };
        var failed = await _app.SignOutAsync();

        string[] told =
        [
            receipt.ToString(), failed.ToString(), failed.Reason!, _app.Requests[0].ToString(), new StoredTokens { RefreshToken = The.RefreshToken }.ToString(),
            .. _app.App.Logs.GetSnapshot().Select(record => record.ToString() + record.Exception),
        ];
        told.Should().AllSatisfy(text => text.Should().NotContain("secret-").And.NotContain(The.Subject).And.NotContain(NativeApp.StateIn(_app.Requests[0].Url)));
    }

    [Fact]
    public async Task Times_out_of_their_range_are_said()
    {
        await using var app = new NativeApp(configure: options => options.BrowserTimeout = TimeSpan.Zero);

        await FluentActions.Awaiting(() => app.SignOutAsync()).Should().ThrowAsync<OptionsValidationException>().WithMessage("OL9601: NativeSignOutOptions.BrowserTimeout*");
    }

    [Fact]
    public async Task A_browser_that_never_gets_ready_does_not_keep_the_tokens()
    {
        var browser = new BrowserThatNeverStarts();
        await using var app = new NativeApp(browser);

        var signOut = app.SignOutAsync();
        await browser.Asked;
        app.App.Time.Advance(TimeSpan.FromSeconds(5));

        (await signOut).Outcome.Should().Be(NativeSignOutOutcome.LocalOnly);
        app.Tokens.Tokens.Should().BeNull();
    }

    [Fact]
    public async Task A_sign_out_that_is_cancelled_before_the_browser_is_ready_removes_the_tokens()
    {
        await using var app = new NativeApp(new BrowserThatNeverStarts());

        var receipt = await app.SignOutAsync(cancellationToken: new CancellationToken(canceled: true));

        receipt.Outcome.Should().Be(NativeSignOutOutcome.Cancelled);
        app.Tokens.Tokens.Should().BeNull();
    }

    private sealed class BrowserThatNeverStarts : ISystemBrowser
    {
        private readonly TaskCompletionSource _asked = new();

        public Task Asked => _asked.Task;

        public ValueTask<ISystemBrowserSession> StartAsync(CancellationToken cancellationToken = default)
        {
            _asked.SetResult();
            return new(new TaskCompletionSource<ISystemBrowserSession>().Task);
        }
    }

    private sealed class BrowserWithoutPort : ISystemBrowser
    {
        public ValueTask<ISystemBrowserSession> StartAsync(CancellationToken cancellationToken = default) => throw new SystemBrowserException("OL9603: No port.");
    }
}
