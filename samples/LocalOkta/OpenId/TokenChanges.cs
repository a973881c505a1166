namespace LocalOkta;

/// <summary>Lets one change of stored tokens happen at a time, because the store would refuse the second of two as a conflict.</summary>
internal sealed class TokenChanges : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task RunAsync(Func<Task> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await change();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
