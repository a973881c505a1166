namespace Okta.Logout;

/// <summary>One of several logs that are used as one. One that fails is read again after a pause, so that it does not delay what the others have.</summary>
internal sealed class MirroredPart(IRevocationLog log, TimeProvider timeProvider)
{
    // Less than the follower gives to the whole read.
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly AcceptedRecords _accepted = new();
    private readonly Random _random = new();
    private int _failures;
    private Exception? _failure;
    private long _failedAt;
    private TimeSpan _pause;
    private bool _hasMore;

    /// <summary>Gets the log.</summary>
    public IRevocationLog Log => log;

    /// <summary>Gets whether what was read last is older than the start of this node.</summary>
    public bool IsHistory { get; private set; } = true;

    /// <summary>Appends what the log has not accepted before.</summary>
    public async Task<RevocationAcknowledgement> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken)
    {
        List<RevocationLogRecord> missing = [];
        List<RevocationAcknowledgement> acknowledgements = [];
        foreach (var record in records)
        {
            if (_accepted.Find(record) is { } acknowledgement)
                acknowledgements.Add(acknowledgement);
            else
                missing.Add(record);
        }

        if (missing.Count > 0 || records.Count == 0)
        {
            var acknowledgement = await log.AppendAsync(missing, cancellationToken).ConfigureAwait(false);
            acknowledgements.Add(acknowledgement);

            // A sign of life is always a new one.
            foreach (var record in missing.Where(record => record.Kind is not RevocationLogRecordKind.Heartbeat))
                _accepted.Add(record, acknowledgement);
        }

        return MirroredRevocationLog.Weakest(acknowledgements);
    }

    /// <summary>Forgets that the log has accepted records: no other one waits for them.</summary>
    public void Forget(IReadOnlyList<RevocationLogRecord> records) => _accepted.Remove(records);

    /// <summary>Lets the next read happen at once.</summary>
    public void EndPause() => _pause = TimeSpan.Zero;

    /// <summary>Reads, unless the log failed a moment ago.</summary>
    public async Task<(RevocationLogPage? Page, Exception? Failure)> ReadAsync(string? position, CancellationToken cancellationToken)
    {
        if (_failure is not null && timeProvider.GetElapsedTime(_failedAt) < _pause)
            return (null, _failure);
        try
        {
            var read = BoundedCall.RunAsync(ReadTimeout, token => log.ReadAsync(position, token).AsTask(), on: null, timeProvider, cancellationToken);
            var page = await read.ConfigureAwait(false);
            (_failures, _failure) = (0, null);
            if (page.Loss is not RevocationLogLoss.None)
                _accepted.Clear();
            IsHistory = page.Loss is RevocationLogLoss.Any || position is null || (IsHistory && _hasMore);
            _hasMore = page.HasMore;
            return (page, null);
        }
        catch (Exception exception)
        {
            _failure = exception;
            _failedAt = timeProvider.GetTimestamp();
            var pause = BackOff.Delay(++_failures, _random.NextDouble());
            _pause = pause < LongestPause ? pause : LongestPause;
            return (null, exception);
        }
    }
}
