using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A browser whose circuit has lost its session, and which does not leave: it can connect again as often as it likes.</summary>
public sealed class CircuitsOfEndedSessions : IAsyncLifetime
{
    private static readonly TimeSpan TimeToFollowSignOut = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(5);

    private readonly SignOutsUnderWay _signOuts = new();
    private readonly SomeNavigation _page = new();
    private RunningApp _app = null!;
    private CircuitHandler _circuit = null!;

    public async Task InitializeAsync()
    {
        _app = await new SomeApp().StartAsync();
        var services = new ServiceCollection().AddSingleton<NavigationManager>(_page).BuildServiceProvider();
        _circuit = new SessionCircuitHandler(services, _app.Services.GetRequiredService<ConnectionSessions>(), _signOuts, _app.Clock);
        _page.Dispatch(() => _circuit.OnCircuitOpenedAsync(null!, CancellationToken.None));
    }

    public async Task DisposeAsync()
    {
        ((IDisposable)_circuit).Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Its_connection_has_some_seconds_to_leave()
    {
        var connection = await ConnectAsync();

        await EndSessionAsync();

        await IsCutOffInTimeAsync(connection);
    }

    [Fact]
    public async Task A_connection_that_comes_up_later_is_aborted_at_once()
    {
        await ConnectAsync();
        await EndSessionAsync();
        await _circuit.OnConnectionDownAsync(null!, CancellationToken.None);

        (await ConnectAsync()).IsAborted.Should().BeTrue();
        (await ConnectAsync()).IsAborted.Should().BeTrue();
    }

    [Fact]
    public async Task The_first_connection_of_a_circuit_that_was_disconnected_at_the_end_has_the_time_to_leave_and_no_other()
    {
        await ConnectAsync();
        await _circuit.OnConnectionDownAsync(null!, CancellationToken.None);
        await EndSessionAsync();
        _app.Clock.Advance(TimeToLeave);

        var first = await ConnectAsync();
        first.IsAborted.Should().BeFalse();
        var second = await ConnectAsync();

        second.IsAborted.Should().BeTrue();
        await IsCutOffInTimeAsync(first);
    }

    [Fact]
    public async Task A_connection_of_another_user_ends_the_circuit_and_has_the_time_to_leave()
    {
        await ConnectAsync();

        var other = await ConnectAsync("other");

        await IsCutOffInTimeAsync(other);
        (await ConnectAsync()).IsAborted.Should().BeTrue("the circuit has ended, also for its first user");
    }

    [Fact]
    public async Task A_page_is_not_sent_away_while_its_browser_waits_for_the_response_to_its_sign_out()
    {
        var connection = await ConnectAsync();
        var signOut = _signOuts.Begin([SomeSession("first")]);
        await EndSessionAsync();

        _app.Clock.Advance(TimeToFollowSignOut + TimeToLeave);
        _page.LeftFor.Should().BeNull();
        connection.IsAborted.Should().BeFalse();
        signOut.Dispose();

        await Eventually.BecomesTrueAsync(_app.Clock, TimeToFollowSignOut, () => Task.FromResult(_page.LeftFor == "/goodbye"));
        await IsCutOffInTimeAsync(connection);
    }

    [Fact]
    public async Task A_page_has_the_time_to_follow_a_sign_out_to_which_another_node_responds()
    {
        await ConnectAsync();
        await EndSessionAsync();

        _app.Clock.Advance(TimeToFollowSignOut - TimeSpan.FromMilliseconds(1));
        _page.LeftFor.Should().BeNull();

        await Eventually.BecomesTrueAsync(_app.Clock, TimeSpan.FromMilliseconds(1), () => Task.FromResult(_page.LeftFor == "/goodbye"));
    }

    [Fact]
    public async Task The_sign_out_of_another_browser_keeps_no_page()
    {
        await ConnectAsync();
        using var signOut = _signOuts.Begin([SomeSession("other")]);
        await EndSessionAsync();

        await Eventually.BecomesTrueAsync(_app.Clock, TimeToFollowSignOut, () => Task.FromResult(_page.LeftFor == "/goodbye"));
    }

    [Fact]
    public async Task A_sign_out_that_never_gets_its_response_keeps_the_page_for_half_a_minute()
    {
        await ConnectAsync();
        using var signOut = _signOuts.Begin([SomeSession("first")]);
        await EndSessionAsync();

        _app.Clock.Advance(TimeSpan.FromSeconds(29));
        _page.LeftFor.Should().BeNull();

        await Eventually.BecomesTrueAsync(_app.Clock, TimeToFollowSignOut, () => Task.FromResult(_page.LeftFor == "/goodbye"));
    }

    private RequestSession SomeSession(string name) => new(
        "Cookies", new AuthenticationProperties(), SomeUser(name), new(new() { TicketId = name, Issuer = The.Issuer, Subject = name, StartedAt = _app.Clock.GetUtcNow() }));

    private static ClaimsPrincipal SomeUser(string name) => new(new ClaimsIdentity([new("sub", name)], "Cookies"));

    private async Task<SomeCaller> ConnectAsync(string name = "first")
    {
        var caller = new SomeCaller(SomeUser(name));
        await new CircuitConnection(caller, [SomeSession(name)], "/goodbye").RunAsync(async () =>
        {
            await _circuit.OnConnectionUpAsync(null!, CancellationToken.None);
            return null;
        });
        return caller;
    }

    private async Task EndSessionAsync()
    {
        await _app.Services.GetRequiredService<ISessionRevocationStore>().RevokeAsync(new(SessionTarget.ForTicket("first"), _app.Clock.GetUtcNow().AddDays(1)));
        await Eventually.BecomesTrueAsync(HasEndedAsync);
    }

    // A circuit that has ended runs nothing that its page sends.
    private async Task<bool> HasEndedAsync()
    {
        var hasRun = false;
        await _circuit.CreateInboundActivityHandler(_ =>
        {
            hasRun = true;
            return Task.CompletedTask;
        })(null!);
        return !hasRun;
    }

    private async Task IsCutOffInTimeAsync(SomeCaller connection)
    {
        connection.IsAborted.Should().BeFalse();
        await Eventually.BecomesTrueAsync(_app.Clock, TimeToLeave, () => Task.FromResult(connection.IsAborted));
    }
}
