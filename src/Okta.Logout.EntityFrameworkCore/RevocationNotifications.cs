using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Wakes the nodes by <c>NOTIFY</c> of PostgreSQL. Nothing depends on it: a node that nothing wakes polls.</summary>
/// <param name="database">The database.</param>
/// <param name="wait">Waits for a notification on a connection; null where nodes poll only.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">The logger of the log.</param>
internal sealed partial class RevocationNotifications(
    RevocationDatabase database, Func<DbConnection, TimeSpan, CancellationToken, Task<bool>>? wait, TimeProvider timeProvider, ILogger logger) : IDisposable
{
    private const string ChannelName = "okta_logout";

    // A connection that looks open and is not shows at the next statement.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // A commit with NOTIFY holds a lock of the whole server: 20 a second are enough to wake everyone.
    private static readonly TimeSpan BetweenSends = TimeSpan.FromMilliseconds(50);

    private readonly Channel<bool> _wake = Signal();
    private readonly Channel<bool> _send = Signal();
    private readonly CancellationTokenSource _stopping = new();
    private readonly NotificationWatch _watch = new(timeProvider);
    private int _isListening;
    private int _isSending;
    private volatile bool _hasFailed;

    /// <summary>Tells the nodes, this one too, that there is something to read. Nobody waits for it.</summary>
    public void Send()
    {
        if (wait is null)
            return;
        _send.Writer.TryWrite(true);
        if (Interlocked.Exchange(ref _isSending, 1) == 0)
            _ = Task.Run(SendAsync);
    }

    /// <summary>Notes that a read has brought records, which a notification should have announced.</summary>
    public void Read(int records)
    {
        if (wait is not null && records > 0 && _watch.IsSilent())
            Log.Silent(logger);
    }

    /// <summary>Waits for a notification.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (wait is not null && Interlocked.Exchange(ref _isListening, 1) == 0)
            _ = Task.Run(() => ListenAsync(wait), CancellationToken.None);
        await _wake.Reader.ReadAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Cancel();

    private async Task SendAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _send.Reader.ReadAsync(_stopping.Token);
                await database.ExecuteAsync(session => session.Command($"NOTIFY {ChannelName}"), _stopping.Token);
                await Task.Delay(BetweenSends, timeProvider, _stopping.Token);
            }
            catch (Exception)
            {
                // The nodes poll.
            }
        }
    }

    private async Task ListenAsync(Func<DbConnection, TimeSpan, CancellationToken, Task<bool>> waitForNotification)
    {
        for (var pause = TimeSpan.FromSeconds(1); !_stopping.IsCancellationRequested; pause = Shorter(pause * 2, LongestPause))
        {
            try
            {
                await database.RunAsync(
                    async (session, token) =>
                    {
                        await RevocationSession.ExecuteAsync(session.Command($"LISTEN {ChannelName}"), token);
                        pause = TimeSpan.FromSeconds(1);
                        Succeeded();
                        return await ListenAsync(session, waitForNotification, token);
                    },
                    _stopping.Token);
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                Failed(exception);
                await PauseAsync(pause);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // Until the connection fails.
    private async Task<bool> ListenAsync(RevocationSession session, Func<DbConnection, TimeSpan, CancellationToken, Task<bool>> waitForNotification, CancellationToken cancellationToken)
    {
        while (true)
        {
            // What came before the connection listened, or while it said that it is alive, woke nobody.
            _wake.Writer.TryWrite(true);
            while (await waitForNotification(session.Connection, KeepAlive, cancellationToken).WaitAsync(KeepAlive * 2, timeProvider, cancellationToken))
            {
                _watch.Woken();
                _wake.Writer.TryWrite(true);
            }

            await RevocationSession.ScalarAsync(session.Command("SELECT 1"), cancellationToken).WaitAsync(KeepAlive, timeProvider, cancellationToken);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, timeProvider, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    private void Failed(Exception exception)
    {
        if (!_hasFailed)
            Log.NotListening(logger, exception.GetType().Name);
        _hasFailed = true;
    }

    private void Succeeded()
    {
        if (_hasFailed)
            Log.ListeningAgain(logger);
        _hasFailed = false;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static Channel<bool> Signal() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private static partial class Log
    {
        [LoggerMessage(9302, LogLevel.Warning, "OL9305: This node cannot listen for notifications of PostgreSQL ({ExceptionType}): until it can, it learns of sign-outs at its next poll.")]
        public static partial void NotListening(ILogger logger, string exceptionType);

        [LoggerMessage(9305, LogLevel.Information, "OL9305: This node listens for notifications of PostgreSQL again.")]
        public static partial void ListeningAgain(ILogger logger);

        [LoggerMessage(9303, LogLevel.Warning, "OL9306: The connection listens, and no notification of PostgreSQL comes, so that this node learns of sign-outs at its next poll. A pooler such as PgBouncer in transaction mode does that: let LISTEN go to the server.")]
        public static partial void Silent(ILogger logger);
    }
}
