using System.Runtime.ExceptionServices;

namespace Okta.Logout;

/// <summary>Several logs as one, while an app moves from one store to another: what is appended goes to all, and what is in any of them counts.</summary>
internal sealed class MirroredRevocationLog(IReadOnlyList<IRevocationLog> logs, TimeProvider timeProvider) : IRevocationLog, IDisposable, IAsyncDisposable
{
    private const string Unread = "-";

    private readonly List<MirroredPart> _parts = [.. logs.Select(log => new MirroredPart(log, timeProvider))];

    /// <summary>Returns the acknowledgement that promises least.</summary>
    public static RevocationAcknowledgement Weakest(IEnumerable<RevocationAcknowledgement> acknowledgements) =>
        acknowledgements.OrderBy(acknowledgement => acknowledgement.Replicas - acknowledgement.RequiredReplicas).First();

    /// <remarks>Accepted when all have accepted it, so that it holds whichever log remains.</remarks>
    public async ValueTask<RevocationAcknowledgement> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken = default)
    {
        var acknowledgements = await Task.WhenAll(_parts.Select(part => part.AppendAsync(records, cancellationToken))).ConfigureAwait(false);
        foreach (var part in _parts)
            part.Forget(records);
        return Weakest(acknowledgements);
    }

    /// <remarks>A log that cannot be read does not keep back what the others have.</remarks>
    public async ValueTask<RevocationLogPage> ReadAsync(string? position, CancellationToken cancellationToken = default)
    {
        var positions = position?.Split('|').Select(part => part is Unread ? null : Uri.UnescapeDataString(part)).ToArray() ?? new string?[logs.Count];
        var reads = await Task.WhenAll(_parts.Select((part, i) => part.ReadAsync(positions[i], cancellationToken))).ConfigureAwait(false);
        if (reads.All(read => read.Page is null))
        {
            // The caller pauses.
            foreach (var part in _parts)
                part.EndPause();
            ExceptionDispatchInfo.Capture(reads[0].Failure!).Throw();
        }

        var pages = reads.Select(read => read.Page).OfType<RevocationLogPage>().ToList();
        var end = string.Join("|", reads.Select((read, i) => (read.Page?.Position ?? positions[i]) is { } next ? Uri.EscapeDataString(next) : Unread));
        return new([.. Records(isHistory: false)], end)
        {
            History = [.. Records(isHistory: true)],
            HasMore = pages.Any(page => page.HasMore),
            Loss = pages.Max(page => page.Loss),
            Failure = reads.Select(read => read.Failure).FirstOrDefault(exception => exception is not null),
        };

        IEnumerable<RevocationLogRecord> Records(bool isHistory) =>
            _parts.Zip(reads, (part, read) => part.IsHistory == isHistory && read.Page is { } page ? page.Records : []).SelectMany(records => records);
    }

    public async Task WaitAsync(CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = logs.Select(log => WaitAsync(log, ending.Token)).ToList();
        try
        {
            Task first;
            do
            {
                first = await Task.WhenAny(waiting).ConfigureAwait(false);
                waiting.Remove(first);
            }
            while (first.Status is not TaskStatus.RanToCompletion && waiting.Count > 0); // One that cannot wake anybody leaves it to the others.

            await first.ConfigureAwait(false);
        }
        finally
        {
            ending.Cancel();
        }
    }

    public async ValueTask TrimAsync(CancellationToken cancellationToken = default) =>
        await Task.WhenAll(logs.Select(async log => await log.TrimAsync(cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);

    public void Dispose()
    {
        foreach (var log in logs)
            (log as IDisposable)?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var log in logs)
        {
            if (log is IAsyncDisposable disposable)
                await disposable.DisposeAsync().ConfigureAwait(false);
            else
                (log as IDisposable)?.Dispose();
        }
    }

    private static async Task WaitAsync(IRevocationLog log, CancellationToken cancellationToken)
    {
        var wait = log.WaitAsync(cancellationToken);
        BackgroundTask.Observe(wait);
        await wait.ConfigureAwait(false);
    }
}
