namespace Okta.Logout.Tests;

public sealed class CancelledSignOut : IAsyncDisposable
{
    private readonly SignOutApp _app = new();
    private readonly CancellationTokenSource _caller = new();

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task The_local_session_ends_where_the_caller_had_given_up_before()
    {
        await _caller.CancelAsync();

        await ShouldBeCancelledAsync();

        (await _app.Store.IsRevokedAsync(Some.Session())).Should().BeTrue();
        _app.Journal.Should().Equal("cookie");
    }

    [Fact]
    public async Task A_terminator_goes_on_when_the_caller_gives_up()
    {
        _app.WithTerminator(async (_, token) =>
        {
            await _caller.CancelAsync();
            token.IsCancellationRequested.Should().BeFalse();
            _app.Journal.Enqueue("terminator");
        });

        await ShouldBeCancelledAsync();

        _app.Journal.Should().Equal("cookie", "terminator");
    }

    [Fact]
    public async Task Remote_work_ends_when_the_caller_gives_up()
    {
        _app.Okta.OnRevocation = async (_, _) =>
        {
            await _caller.CancelAsync();
            return await Some.Never<HttpResponseMessage>();
        };

        await ShouldBeCancelledAsync();
    }

    [Fact]
    public async Task Discovery_is_not_waited_for_when_the_caller_gives_up()
    {
        _app.Okta.OnDiscovery = async _ =>
        {
            await _caller.CancelAsync();
            return await Some.Never<HttpResponseMessage>();
        };

        await ShouldBeCancelledAsync();
    }

    [Fact]
    public async Task Sessions_elsewhere_are_left_alone_where_the_caller_had_given_up_before()
    {
        await _caller.CancelAsync();

        var end = () => _app.SignOut.EndSessionsAsync(
            new(SessionTarget.ForSubject(The.Issuer, The.Subject), SessionTerminationReason.Administrator), _caller.Token);

        await end.Should().ThrowAsync<OperationCanceledException>();
        (await _app.Store.IsRevokedAsync(Some.Session())).Should().BeFalse();
    }

    private async Task ShouldBeCancelledAsync()
    {
        var request = Some.SignOutRequest(endLocalSession: _ =>
        {
            _app.Journal.Enqueue("cookie");
            return Task.CompletedTask;
        });
        var fault = await _app.Awaiting(app => app.SignOutAsync(request, _caller.Token)).Should().ThrowAsync<OperationCanceledException>();
        fault.Which.CancellationToken.Should().Be(_caller.Token);
    }
}
