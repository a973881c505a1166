namespace Okta.Logout.Tests;

public sealed class EndingSessionsElsewhere : IAsyncDisposable
{
    private readonly SignOutApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Every_session_of_the_subject_that_has_begun_is_dead()
    {
        await EndAsync(SessionTarget.ForSubject(The.Issuer, The.Subject));

        (await _app.Store.IsRevokedAsync(Some.Session())).Should().BeTrue();
    }

    [Fact]
    public async Task A_later_sign_in_lives()
    {
        await EndAsync(SessionTarget.ForSubject(The.Issuer, The.Subject));

        var later = new SessionDescriptor { Issuer = The.Issuer, Subject = The.Subject, SignedInAt = The.Now.AddSeconds(6) };
        (await _app.Store.IsRevokedAsync(later)).Should().BeFalse();
    }

    [Fact]
    public async Task A_limit_of_the_callers_own_is_kept()
    {
        await EndAsync(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now.AddMinutes(-10)));

        (await _app.Store.IsRevokedAsync(Some.Session())).Should().BeFalse("it began five minutes ago");
    }

    [Fact]
    public async Task Terminators_learn_the_moment_of_the_termination()
    {
        SessionTermination? seen = null;
        _app.WithTerminator((termination, _) =>
        {
            seen = termination;
            return default;
        });

        await EndAsync(SessionTarget.ForEmail(The.Issuer, The.Email));

        seen.Should().BeEquivalentTo(new { Reason = SessionTerminationReason.UniversalLogout, OccurredAt = The.Now, Session = (SessionDescriptor?)null });
        seen!.Target.SignedInBefore.Should().Be(The.Now.AddSeconds(5), "clocks of nodes may differ by as much");
    }

    [Fact]
    public async Task The_receipt_lists_the_list_and_the_terminators()
    {
        _app.Builder.AddSessionTerminator<CartTerminator>();

        var result = await EndAsync(SessionTarget.ForSession(The.Issuer, The.Sid));

        result.Steps.Select(step => step.Name).Should().Equal(SignOutStepNames.RevocationList, nameof(CartTerminator));
        result.Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task A_terminator_that_throws_does_not_stop_the_others()
    {
        _app.WithTerminator((_, _) => throw new InvalidOperationException("secret-of-the-terminator")).Builder.AddSessionTerminator<CartTerminator>();

        var result = await EndAsync(SessionTarget.ForSession(The.Issuer, The.Sid));

        result.Succeeded.Should().BeFalse();
        _app.Journal.Should().Equal(nameof(CartTerminator));
    }

    [Fact]
    public async Task Okta_is_not_asked()
    {
        await EndAsync(SessionTarget.ForSubject(The.Issuer, The.Subject));

        _app.Okta.Requests.Should().BeEmpty();
    }

    [Fact]
    public Task A_target_is_needed() => this.Awaiting(it => it.EndAsync(null!)).Should().ThrowAsync<ArgumentNullException>();

    private Task<TerminationReceipt> EndAsync(SessionTarget target) => _app.SignOut.EndSessionsAsync(new(target, SessionTerminationReason.UniversalLogout));
}
