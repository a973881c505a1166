using System.Net;

namespace Okta.Logout.Tests;

/// <summary>All remote work of a sign-out shares two seconds.</summary>
public sealed class RemoteBudget : IAsyncDisposable
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    private readonly SignOutApp _app = new(options =>
    {
        options.EndSessionEndpoint = The.EndSessionEndpoint;
        options.RevocationEndpoint = The.RevocationEndpoint;
    });

    private readonly Signal _arrived = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task What_the_refresh_token_takes_the_access_token_does_not_have()
    {
        var refreshAnswer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var accessArrived = new Signal();
        _app.Okta.OnRevocation = (type, _) =>
        {
            (type == "refresh_token" ? _arrived : accessArrived).Give();
            return type == "refresh_token" ? refreshAnswer.Task : Some.Never<HttpResponseMessage>();
        };

        var signOut = _app.SignOutAsync();
        await _arrived.WaitAsync();
        _app.Time.Advance(TimeSpan.FromSeconds(1.5));
        refreshAnswer.SetResult(new(HttpStatusCode.OK));
        await accessArrived.WaitAsync();
        _app.Time.Advance(TimeSpan.FromSeconds(0.5));
        var result = await signOut;

        result.Step(SignOutStepNames.RefreshToken).Should().BeEquivalentTo(new { Outcome = SignOutStepOutcome.Succeeded, Duration = TimeSpan.FromSeconds(1.5) });
        result.Step(SignOutStepNames.AccessToken).Should().BeEquivalentTo(new { Outcome = SignOutStepOutcome.TimedOut, Duration = TimeSpan.FromSeconds(0.5) });
    }

    [Fact]
    public async Task A_token_for_which_no_time_is_left_is_not_sent()
    {
        var result = await SignOutWithRevocationThatHangsAsync();

        _app.Okta.Requests.Should().Equal("okta revokes refresh_token");
        result.Step(SignOutStepNames.AccessToken).Should().BeEquivalentTo(
            new { Outcome = SignOutStepOutcome.TimedOut, Duration = TimeSpan.Zero, Error = "OL5003: The time for remote work was over." });
    }

    [Fact]
    public async Task A_revocation_that_hangs_does_not_keep_the_user_signed_in_to_Okta() =>
        (await SignOutWithRevocationThatHangsAsync()).OktaLogout!.Endpoint.Should().Be(The.EndSessionEndpoint);

    [Fact]
    public async Task A_handler_that_blocks_its_thread_does_not_hold_up_the_sign_out()
    {
        using var gate = new ManualResetEventSlim();
        try
        {
            (await SignOutAndLetTimePassAsync(() =>
            {
                gate.Wait();
                return Some.Never<HttpResponseMessage>();
            })).Step(SignOutStepNames.RefreshToken).Outcome.Should().Be(SignOutStepOutcome.TimedOut);
        }
        finally
        {
            gate.Set();
        }
    }

    [Fact]
    public async Task A_handler_that_answers_the_end_with_a_fault_of_its_own_ran_out_of_time()
    {
        _app.Okta.OnRevocation = async (_, token) =>
        {
            var end = token.WaitAsync();
            _arrived.Give();
            await end.ContinueWith(_ => throw new IOException("secret-of-the-network"), TaskScheduler.Default);
            return new(HttpStatusCode.OK);
        };

        (await SignOutAndLetTimePassAsync()).Step(SignOutStepNames.RefreshToken).Outcome.Should().Be(SignOutStepOutcome.TimedOut);
    }

    [Fact]
    public async Task Discovery_that_hangs_ends_with_the_budget()
    {
        await using var app = new SignOutApp();
        app.Okta.OnDiscovery = _ =>
        {
            _arrived.Give();
            return Some.Never<HttpResponseMessage>();
        };

        var signOut = app.SignOutAsync();
        await _arrived.WaitAsync();
        app.Time.Advance(Budget);
        var result = await signOut;

        result.OktaLogoutOmission.Should().Be(OktaLogoutOmission.EndpointsUnknown);
        result.Step(SignOutStepNames.OktaLogout).Error.Should().StartWith("OL5016:");
        result.Steps.Where(step => step.Name is SignOutStepNames.RefreshToken or SignOutStepNames.AccessToken)
            .Should().HaveCount(2).And.OnlyContain(step => step.Outcome == SignOutStepOutcome.TimedOut);
        result.IsSignedOutLocally.Should().BeTrue();
    }

    [Fact]
    public async Task The_budget_is_an_option()
    {
        await using var app = new SignOutApp(options => options.RemoteTimeout = TimeSpan.FromSeconds(10));
        app.Okta.OnRevocation = (_, _) =>
        {
            _arrived.Give();
            return Some.Never<HttpResponseMessage>();
        };

        var signOut = app.SignOutAsync();
        await _arrived.WaitAsync();
        app.Time.Advance(Budget);
        signOut.IsCompleted.Should().BeFalse();
        app.Time.Advance(TimeSpan.FromSeconds(8));

        (await signOut).Step(SignOutStepNames.RefreshToken).Duration.Should().Be(TimeSpan.FromSeconds(10));
    }

    private Task<SignOutResult> SignOutWithRevocationThatHangsAsync() => SignOutAndLetTimePassAsync(Some.Never<HttpResponseMessage>);

    private Task<SignOutResult> SignOutAndLetTimePassAsync(Func<Task<HttpResponseMessage>> answer)
    {
        _app.Okta.OnRevocation = (_, _) =>
        {
            _arrived.Give();
            return answer();
        };
        return SignOutAndLetTimePassAsync();
    }

    private async Task<SignOutResult> SignOutAndLetTimePassAsync()
    {
        var signOut = _app.SignOutAsync();
        await _arrived.WaitAsync();
        _app.Time.Advance(Budget);
        return await signOut;
    }
}
