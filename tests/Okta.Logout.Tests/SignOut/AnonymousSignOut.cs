namespace Okta.Logout.Tests;

public sealed class AnonymousSignOut : IAsyncDisposable
{
    private readonly SignOutApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task There_is_nothing_to_do_and_nothing_went_wrong()
    {
        var result = await _app.SignOutAsync(new());

        result.Steps.Should().HaveCount(4).And.OnlyContain(step => step.Outcome == SignOutStepOutcome.Skipped);
        result.OktaLogoutOmission.Should().Be(OktaLogoutOmission.NoSession);
        result.IsSignedOutLocally.Should().BeTrue();
    }

    [Fact]
    public async Task Nothing_is_sent_anywhere()
    {
        await _app.SignOutAsync(new());

        _app.Journal.Should().BeEmpty();
    }

    [Fact]
    public async Task The_cookie_is_deleted_all_the_same()
    {
        var result = await _app.SignOutAsync(new() { EndLocalSession = _ => Task.CompletedTask });

        result.Step(SignOutStepNames.LocalSession).Outcome.Should().Be(SignOutStepOutcome.Succeeded);
    }

    [Fact]
    public async Task A_user_of_a_local_account_is_not_sent_to_Okta()
    {
        var result = await _app.SignOutAsync(new() { Session = new() { TicketId = The.TicketId } });

        result.Step(SignOutStepNames.RevocationList).Outcome.Should().Be(SignOutStepOutcome.Succeeded);
        result.OktaLogoutOmission.Should().Be(OktaLogoutOmission.NoSession);
    }

    [Fact]
    public async Task A_session_that_only_the_id_token_knows_still_reaches_the_terminators()
    {
        SessionDescriptor? seen = null;
        _app.WithTerminator((termination, _) =>
        {
            seen = termination.Session;
            return default;
        });

        var result = await _app.SignOutAsync(new() { IdToken = Some.IdToken() });

        result.Step(SignOutStepNames.RevocationList).Error.Should().StartWith("OL4004:");
        seen.Should().BeEquivalentTo(Some.Session(ticketId: null));
    }

    [Fact]
    public Task A_request_is_needed() =>
        _app.SignOut.Awaiting(signOut => signOut.SignOutAsync(null!)).Should().ThrowAsync<ArgumentNullException>();
}
