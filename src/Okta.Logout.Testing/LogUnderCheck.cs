namespace Okta.Logout.Testing;

/// <summary>The log that a check is about, as any number of nodes have it.</summary>
internal sealed class LogUnderCheck(string check, Func<IRevocationLog> connect, TimeSpan patience, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly List<IRevocationLog> _connected = [];

    public TimeSpan Patience => patience;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Adds one more node.</summary>
    public NodeUnderCheck Connect()
    {
        var log = connect();
        lock (_connected)
            _connected.Add(log);
        return new(log, this);
    }

    public RevocationLogCheckException Failure(string message, Exception? exception = null) => new($"{check}: {message}", exception);

    public async ValueTask DisposeAsync()
    {
        foreach (var log in _connected)
        {
            if (log is IAsyncDisposable later)
                await later.DisposeAsync();
            else
                (log as IDisposable)?.Dispose();
        }
    }
}
