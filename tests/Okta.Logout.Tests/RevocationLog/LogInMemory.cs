using System.Globalization;
using System.Threading.Channels;

namespace Okta.Logout.Tests;

/// <summary>A log of several nodes in one process, that a test takes apart.</summary>
internal sealed class LogInMemory
{
    private readonly List<RevocationLogRecord> _records = [];
    private readonly List<Connection> _connections = [];
    private RevocationLogLoss _loss;

    public bool IsDown { get; set; }

    /// <summary>Whether it can be read, and not written.</summary>
    public bool IsFull { get; set; }

    /// <summary>How many of the next reads never return.</summary>
    public int HangingReads { get; set; }

    /// <summary>How many of the next appends never return.</summary>
    public int HangingAppends { get; set; }

    /// <summary>What happens when a node is about to append.</summary>
    public Action<IReadOnlyList<RevocationLogRecord>>? Appending { get; set; }

    /// <summary>Whether a reader is woken by what is appended.</summary>
    public bool Wakes { get; set; } = true;

    /// <summary>What it says of records that it accepts.</summary>
    public RevocationAcknowledgement Acknowledgement { get; set; } = RevocationAcknowledgement.Accepted;

    public int PageSize { get; init; } = 1_000;

    /// <summary>Where a read begins that repeats what may have been lost recently.</summary>
    public int RepeatsFrom { get; set; }

    public int Trims { get; private set; }

    public int Reads { get; private set; }

    public List<RevocationLogRecord> Records
    {
        get
        {
            lock (_records)
                return [.. _records];
        }
    }

    public IEnumerable<RevocationLogRecord> Entries => Records.Where(record => record.Kind is RevocationLogRecordKind.Entry);

    /// <summary>The log as one node has it.</summary>
    public IRevocationLog Connect()
    {
        var connection = new Connection(this);
        lock (_records)
            _connections.Add(connection);
        return connection;
    }

    public void Append(params RevocationLogRecord[] records)
    {
        lock (_records)
        {
            ThrowIfDown();
            _records.AddRange(records);
            if (Wakes)
                WakeAll();
        }
    }

    private async ValueTask<RevocationLogPage> ReadAsync(string? position)
    {
        if (HangingReads > 0)
        {
            HangingReads--;
            await new TaskCompletionSource().Task;
        }

        lock (_records)
        {
            ThrowIfDown();
            Reads++;
            var loss = position is null ? RevocationLogLoss.None : _loss;
            var start = loss switch
            {
                RevocationLogLoss.Any => 0,
                RevocationLogLoss.Recent => RepeatsFrom,
                _ => position is null ? 0 : int.Parse(position, CultureInfo.InvariantCulture),
            };
            if (position is not null)
                _loss = RevocationLogLoss.None;
            var page = _records.Skip(start).Take(PageSize).ToList();
            var end = start + page.Count;
            return new(page, end.ToString(CultureInfo.InvariantCulture)) { HasMore = end < _records.Count, Loss = loss };
        }
    }

    /// <summary>Loses what the test does not keep, as after a switch to a copy that was behind.</summary>
    public void Lose(RevocationLogLoss loss, Predicate<RevocationLogRecord> isLost)
    {
        lock (_records)
        {
            _records.RemoveAll(isLost);
            _loss = loss;
            WakeAll();
        }
    }

    private void WakeAll()
    {
        foreach (var connection in _connections)
            connection.Wake();
    }

    private void ThrowIfDown()
    {
        if (IsDown)
            throw new IOException("Down.");
    }

    private sealed class Connection(LogInMemory log) : IRevocationLog
    {
        private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public void Wake() => _wake.Writer.TryWrite(true);

        public async ValueTask<RevocationAcknowledgement> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken = default)
        {
            if (log.HangingAppends > 0)
            {
                log.HangingAppends--;
                await new TaskCompletionSource().Task;
            }

            if (log.IsFull)
                throw new IOException("Full.");
            log.Appending?.Invoke(records);
            log.Append([.. records]);
            return log.Acknowledgement;
        }

        public ValueTask<RevocationLogPage> ReadAsync(string? position, CancellationToken cancellationToken = default) => log.ReadAsync(position);

        public async Task WaitAsync(CancellationToken cancellationToken = default) => await _wake.Reader.ReadAsync(cancellationToken);

        public ValueTask TrimAsync(CancellationToken cancellationToken = default)
        {
            log.Trims++;
            return default;
        }
    }
}
