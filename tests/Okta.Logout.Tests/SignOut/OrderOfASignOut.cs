using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.Tests;

public sealed class OrderOfASignOut : IAsyncDisposable
{
    private readonly SignOutApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_local_session_ends_before_anything_remote_begins()
    {
        _app.WithStore((_, _) => Note("store"));
        _app.Builder.AddSessionTerminator<CartTerminator>().AddSessionTerminator<ConnectionTerminator>();

        await _app.SignOutAsync(Some.SignOutRequest(endLocalSession: _ => Note("cookie").AsTask()));

        _app.Journal.Take(4).Should().Equal("store", "cookie", nameof(CartTerminator), nameof(ConnectionTerminator));
        _app.Journal.Skip(4).Should().BeEquivalentTo("okta discovery", "okta revokes refresh_token", "okta revokes access_token", "okta revokes device_secret");
    }

    [Fact]
    public async Task The_receipt_lists_every_step_in_order()
    {
        _app.Builder.AddSessionTerminator<CartTerminator>().AddSessionTerminator<ConnectionTerminator>();

        var result = await _app.SignOutAsync(Some.SignOutRequest(endLocalSession: _ => Task.CompletedTask));

        result.Steps.Select(step => step.Name).Should().Equal(
            SignOutStepNames.RevocationList, SignOutStepNames.LocalSession, nameof(CartTerminator), nameof(ConnectionTerminator),
            SignOutStepNames.RefreshToken, SignOutStepNames.AccessToken, SignOutStepNames.DeviceSecret, SignOutStepNames.OktaLogout);
        result.Steps.Should().OnlyContain(step => step.Error == null && step.Outcome == (step.Name == SignOutStepNames.OktaLogout ? SignOutStepOutcome.Prepared : SignOutStepOutcome.Succeeded));
        result.IsSignedOutLocally.Should().BeTrue();
    }

    [Fact]
    public async Task Terminators_run_in_the_order_of_their_registration_however_they_are_registered()
    {
        _app.Builder.AddSessionTerminator<ConnectionTerminator>();
        _app.Services.AddScoped<ISessionTerminator, CartTerminator>();

        await _app.SignOutAsync();

        _app.Journal.Take(2).Should().Equal(nameof(ConnectionTerminator), nameof(CartTerminator));
    }

    [Fact]
    public async Task A_terminator_added_twice_runs_once()
    {
        _app.Builder.AddSessionTerminator<CartTerminator>().AddSessionTerminator<CartTerminator>();

        await _app.SignOutAsync();

        _app.Journal.Where(entry => entry == nameof(CartTerminator)).Should().ContainSingle();
    }

    [Fact]
    public async Task Terminators_learn_which_session_ends_and_why()
    {
        SessionTermination? seen = null;
        _app.WithTerminator((termination, _) =>
        {
            seen = termination;
            return default;
        });
        var request = Some.SignOutRequest();

        await _app.SignOutAsync(request);

        seen.Should().BeEquivalentTo(new { Reason = SessionTerminationReason.SignOut, OccurredAt = The.Now, Session = request.Session });
        seen!.Target.Matches(request.Session!).Should().BeTrue();
    }

    [Fact]
    public async Task A_copy_of_the_session_is_dead_for_as_long_as_a_cookie_can_live()
    {
        _app.Builder.ConfigureTermination(options => options.RevocationLifetime = TimeSpan.FromHours(1));

        await _app.SignOutAsync();

        _app.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(5));
        (await _app.Store.IsRevokedAsync(Some.Session())).Should().BeTrue("clocks of nodes differ");
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        (await _app.Store.IsRevokedAsync(Some.Session())).Should().BeFalse();
    }

    [Fact]
    public async Task Only_this_session_of_the_user_ends()
    {
        await _app.SignOutAsync();

        (await _app.Store.IsRevokedAsync(Some.Session(ticketId: "another"))).Should().BeFalse();
    }

    private ValueTask Note(string what)
    {
        _app.Journal.Enqueue(what);
        return default;
    }
}
