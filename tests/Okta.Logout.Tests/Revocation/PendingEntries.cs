using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.Tests;

/// <summary>What the revocation list did not accept.</summary>
public sealed class PendingEntries : IAsyncDisposable
{
    private readonly SignOutApp _app = new();
    private readonly MemorySessionRevocationStore _list;
    private readonly ConcurrentQueue<SessionTargetKind> _written = [];
    private volatile bool _isDown = true;
    private volatile bool _refusesTickets;

    public PendingEntries()
    {
        _list = new(_app.Time);
        _app.WithStore(WriteAsync);
    }

    private async ValueTask WriteAsync(SessionRevocation revocation, CancellationToken cancellationToken)
    {
        if (_isDown || (_refusesTickets && revocation.Target.Kind is SessionTargetKind.Ticket))
            throw new IOException("Down.");
        await _list.RevokeAsync(revocation, cancellationToken);
        _written.Enqueue(revocation.Target.Kind);
    }

    [Fact]
    public async Task A_failed_write_is_tried_again_until_the_list_accepts_it()
    {
        (await _app.SignOutAsync()).IsSignedOutLocally.Should().BeFalse();
        _app.Time.Advance(TimeSpan.FromMinutes(5));
        _written.Should().BeEmpty();

        _isDown = false;

        await AreWrittenAsync(1);
        (await _list.IsRevokedAsync(Some.Session())).Should().BeTrue();
    }

    [Fact]
    public async Task All_that_waited_is_written()
    {
        await _app.SignOutAsync();
        await _app.SignOut.EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject), SessionTerminationReason.Administrator));
        await _app.SignOut.EndSessionsAsync(new(SessionTarget.ForEmail(The.Issuer, The.Email), SessionTerminationReason.Administrator));

        _isDown = false;

        await AreWrittenAsync(3);
        _written.Distinct().Should().Equal(SessionTargetKind.Ticket, SessionTargetKind.Subject, SessionTargetKind.Email);
    }

    [Fact]
    public async Task An_entry_that_the_list_never_accepts_does_not_hold_up_the_others()
    {
        await _app.SignOutAsync();
        await _app.SignOut.EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject), SessionTerminationReason.Administrator));
        await _app.SignOut.EndSessionsAsync(new(SessionTarget.ForEmail(The.Issuer, The.Email), SessionTerminationReason.Administrator));

        _refusesTickets = true;
        _isDown = false;

        await AreWrittenAsync(2);
        _written.Distinct().Should().Equal(SessionTargetKind.Subject, SessionTargetKind.Email);
    }

    [Fact]
    public async Task Options_that_cannot_be_read_for_a_while_do_not_end_the_attempts()
    {
        var isUnreadable = true;
        _app.Services.Configure<SessionTerminationOptions>(_ =>
        {
            if (isUnreadable)
                throw new IOException();
        });
        await _app.SignOutAsync();
        _app.Time.Advance(TimeSpan.FromMinutes(5));

        isUnreadable = false;
        _isDown = false;

        await AreWrittenAsync(1);
    }

    [Fact]
    public async Task An_entry_that_has_expired_meanwhile_is_not_written()
    {
        await _app.SignOutAsync();
        _app.Time.Advance(TimeSpan.FromDays(15));

        _isDown = false;
        await _app.SignOut.EndSessionsAsync(new(SessionTarget.ForEmail(The.Issuer, The.Email), SessionTerminationReason.Administrator));

        await AreWrittenAsync(1);
        _written.Distinct().Should().Equal(SessionTargetKind.Email);
    }

    [Fact]
    public async Task The_receipt_says_that_the_entry_is_written_later()
    {
        var receipt = await _app.SignOutAsync();

        receipt.Steps.Should().Contain(step => step.Name == SignOutStepNames.RevocationList && step.Outcome == SignOutStepOutcome.Failed && step.Error!.Contains("OL4006"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AreWrittenAsync(int count) =>
        Eventually.BecomesTrueAsync(_app.Time, TimeSpan.FromSeconds(1), () => Task.FromResult(_written.Distinct().Count() == count));
}
