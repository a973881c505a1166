namespace LocalOkta;

/// <summary>Two tabs that sign out at once revoke the same grant: the store would answer one of them with a conflict.</summary>
internal sealed class OneTokenChangeAtATime(RequestDelegate next) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path != "/" + OktaPaths.Revoke && context.Request.Path != "/" + OktaPaths.Token)
        {
            await next(context);
            return;
        }

        await _turn.WaitAsync(context.RequestAborted);
        try
        {
            await next(context);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
