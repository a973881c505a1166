using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.Tests;

public sealed class IsolationOfSteps : IAsyncDisposable
{
    private static readonly TimeSpan TerminatorTimeout = TimeSpan.FromSeconds(2);

    private readonly SignOutApp _app = new();
    private readonly Signal _started = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public Task A_terminator_that_throws_is_a_line_in_the_receipt() =>
        TheOthersGoOnAfter((_, _) => throw new InvalidOperationException("secret-of-the-terminator"), "OL4001: Failed with InvalidOperationException.");

    [Fact]
    public Task A_terminator_that_throws_later_is_a_line_in_the_receipt() => TheOthersGoOnAfter(
        async (_, _) =>
        {
            await Task.Yield();
            throw new InvalidOperationException("secret-of-the-terminator");
        },
        "OL4001: Failed with InvalidOperationException.");

    [Fact]
    public Task A_timeout_of_the_terminators_own_is_a_failure() =>
        TheOthersGoOnAfter((_, _) => throw new TimeoutException("secret-of-the-terminator"), "OL4001: Failed with TimeoutException.");

    [Fact]
    public Task A_cancellation_of_the_terminators_own_is_a_failure() =>
        TheOthersGoOnAfter((_, _) => throw new OperationCanceledException("secret-of-the-terminator"), "OL4001: Failed with OperationCanceledException.");

    [Fact]
    public async Task A_terminator_that_ignores_its_end_does_not_hold_up_the_sign_out()
    {
        _app.WithTerminator((_, _) =>
        {
            _started.Give();
            return new(Some.Never<bool>());
        }).Builder.AddSessionTerminator<CartTerminator>();

        TheTimeRanOut(await SignOutAndLetTimePassAsync());
    }

    [Fact]
    public async Task A_terminator_is_told_that_its_time_is_over()
    {
        _app.WithTerminator(async (_, token) =>
        {
            var end = token.WaitAsync();
            _started.Give();
            await end;
        }).Builder.AddSessionTerminator<CartTerminator>();

        TheTimeRanOut(await SignOutAndLetTimePassAsync());
    }

    [Fact]
    public async Task A_terminator_that_blocks_its_thread_does_not_hold_up_the_sign_out()
    {
        using var gate = new ManualResetEventSlim();
        _app.WithTerminator((_, _) =>
        {
            _started.Give();
            gate.Wait(CancellationToken.None);
            return default;
        }).Builder.AddSessionTerminator<CartTerminator>();

        try
        {
            TheTimeRanOut(await SignOutAndLetTimePassAsync());
        }
        finally
        {
            gate.Set();
        }
    }

    [Fact]
    public async Task A_terminator_that_cannot_be_constructed_does_not_stop_the_others()
    {
        _app.Builder.AddSessionTerminator<UnbuildableTerminator>().AddSessionTerminator<CartTerminator>();

        var result = await _app.SignOutAsync();

        result.Steps.Should().Contain(step => step.Name == nameof(UnbuildableTerminator) && step.Error == "OL4001: Failed with InvalidOperationException.");
        _app.Journal.Should().Contain(nameof(CartTerminator)).And.Contain("okta revokes refresh_token");
    }

    [Fact]
    public async Task A_registration_that_cannot_be_resolved_does_not_stop_the_sign_out()
    {
        _app.Services.AddScoped<ISessionTerminator, UnbuildableTerminator>();

        var result = await _app.SignOutAsync();

        result.Steps.Should().Contain(step => step.Name == nameof(ISessionTerminator) && step.Outcome == SignOutStepOutcome.Failed);
        result.OktaLogout.Should().NotBeNull();
    }

    [Fact]
    public async Task A_registration_that_returns_nothing_does_not_stop_the_others()
    {
        _app.Services.AddScoped<ISessionTerminator>(_ => null!);
        _app.Builder.AddSessionTerminator<CartTerminator>();

        var result = await _app.SignOutAsync();

        _app.Journal.Should().Contain(nameof(CartTerminator));
        result.OktaLogout.Should().NotBeNull();
    }

    [Fact]
    public async Task A_terminator_that_cannot_be_disposed_of_does_not_stop_the_sign_out()
    {
        _app.Services.AddScoped<ISessionTerminator, UndisposableTerminator>();

        var result = await _app.SignOutAsync();

        result.Steps.Should().Contain(step => step.Name == nameof(UndisposableTerminator) && step.Outcome == SignOutStepOutcome.Succeeded);
        result.Steps.Should().Contain(step => step.Name == nameof(ISessionTerminator) && step.Outcome == SignOutStepOutcome.Failed);
        result.OktaLogout.Should().NotBeNull();
    }

    [Fact]
    public async Task A_store_that_throws_does_not_keep_the_cookie_alive()
    {
        _app.WithStore((_, _) => throw new InvalidOperationException("secret-of-the-store"));

        var result = await _app.SignOutAsync(Some.SignOutRequest(endLocalSession: EndLocalSession));

        result.Steps[0].Should().BeEquivalentTo(
            new { Name = SignOutStepNames.RevocationList, Outcome = SignOutStepOutcome.Failed });
        result.Steps[0].Error.Should().StartWith("OL4001: Failed with InvalidOperationException.").And.Contain("OL4006");
        _app.Journal.Should().Contain("cookie").And.Contain("okta revokes refresh_token");
        result.IsSignedOutLocally.Should().BeFalse();
    }

    [Fact]
    public async Task A_store_that_hangs_does_not_keep_the_cookie_alive()
    {
        _app.WithStore((_, _) =>
        {
            _started.Give();
            return new(Some.Never<bool>());
        });

        var result = await SignOutAndLetTimePassAsync(Some.SignOutRequest(endLocalSession: EndLocalSession));

        result.Steps[0].Should().BeEquivalentTo(new { Name = SignOutStepNames.RevocationList, Outcome = SignOutStepOutcome.TimedOut });
        _app.Journal.Should().Contain("cookie").And.Contain("okta revokes refresh_token");
    }

    [Fact]
    public async Task A_local_session_that_cannot_be_ended_does_not_keep_the_tokens_alive()
    {
        var result = await _app.SignOutAsync(Some.SignOutRequest(endLocalSession: _ => throw new IOException("secret-of-the-disk")));

        result.Steps.Should().Contain(step => step.Name == SignOutStepNames.LocalSession && step.Error == "OL4001: Failed with IOException.");
        result.IsSignedOutLocally.Should().BeFalse();
        _app.Journal.Should().Contain("okta revokes refresh_token").And.Contain("okta revokes access_token");
        result.OktaLogout.Should().NotBeNull();
    }

    private async Task TheOthersGoOnAfter(Func<SessionTermination, CancellationToken, ValueTask> terminate, string error)
    {
        _app.WithTerminator(terminate).Builder.AddSessionTerminator<CartTerminator>();

        var result = await _app.SignOutAsync();

        result.Steps.Should().Contain(step => step.Name == nameof(ScriptedTerminator) && step.Outcome == SignOutStepOutcome.Failed && step.Error == error);
        _app.Journal.Should().Contain(nameof(CartTerminator)).And.Contain("okta revokes refresh_token");
        result.OktaLogout.Should().NotBeNull();
        result.IsSignedOutLocally.Should().BeTrue("what terminators clear is not the session itself, {0}", string.Join("; ", result.Steps));
    }

    private async Task<SignOutReceipt> SignOutAndLetTimePassAsync(SignOutRequest? request = null)
    {
        var signOut = _app.SignOutAsync(request);
        await _started.WaitAsync();
        _app.Time.Advance(TerminatorTimeout);
        return await signOut;
    }

    private void TheTimeRanOut(SignOutReceipt result)
    {
        result.Steps.Should().Contain(step => step.Name == nameof(ScriptedTerminator) && step.Outcome == SignOutStepOutcome.TimedOut)
            .Which.Should().BeEquivalentTo(new { Duration = TerminatorTimeout, Error = "OL4002: Not finished after 2 s." });
        _app.Journal.Should().Contain(nameof(CartTerminator)).And.Contain("okta revokes refresh_token");
        result.OktaLogout.Should().NotBeNull();
    }

    private Task EndLocalSession(CancellationToken cancellationToken)
    {
        _app.Journal.Enqueue("cookie");
        return Task.CompletedTask;
    }
}
