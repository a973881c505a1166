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
    public async Task Tokens_are_revoked_side_by_side()
    {
        var bothArrived = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var missing = 2;
        _app.Okta.OnRevocation = (_, _) =>
        {
            if (Interlocked.Decrement(ref missing) == 0)
                bothArrived.SetResult(new(HttpStatusCode.OK));
            return bothArrived.Task;
        };

        var result = await _app.SignOutAsync();

        result.Steps.Where(step => step.Name is SignOutStepNames.RefreshToken or SignOutStepNames.AccessToken)
            .Should().HaveCount(2).And.OnlyContain(step => step.Outcome == SignOutStepOutcome.Succeeded);
    }

    [Fact]
    public async Task Each_token_has_the_whole_of_it()
    {
        var accessArrived = new Signal();
        _app.Okta.OnRevocation = (type, _) =>
        {
            (type == "refresh_token" ? _arrived : accessArrived).Give();
            return Some.Never<HttpResponseMessage>();
        };

        var signOut = _app.SignOutAsync();
        await _arrived.WaitAsync();
        await accessArrived.WaitAsync();
        _app.Time.Advance(Budget);
        var result = await signOut;

        foreach (var name in new[] { SignOutStepNames.RefreshToken, SignOutStepNames.AccessToken })
            result.Step(name).Should().BeEquivalentTo(new { Outcome = SignOutStepOutcome.TimedOut, Duration = Budget, Error = "OL5003: The time for remote work was over." });
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

    private Task<SignOutReceipt> SignOutWithRevocationThatHangsAsync() => SignOutAndLetTimePassAsync(Some.Never<HttpResponseMessage>);

    private Task<SignOutReceipt> SignOutAndLetTimePassAsync(Func<Task<HttpResponseMessage>> answer)
    {
        _app.Okta.OnRevocation = (_, _) =>
        {
            _arrived.Give();
            return answer();
        };
        return SignOutAndLetTimePassAsync();
    }

    private async Task<SignOutReceipt> SignOutAndLetTimePassAsync()
    {
        var signOut = _app.SignOutAsync();
        await _arrived.WaitAsync();
        _app.Time.Advance(Budget);
        return await signOut;
    }
}
