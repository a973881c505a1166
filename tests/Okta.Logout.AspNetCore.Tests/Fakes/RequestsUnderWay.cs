using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Counts requests until all that the app does after their responses is done, too. Their clients may have the responses long before.</summary>
internal sealed class RequestsUnderWay
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public Task CountAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _count);

        // The first callback is the last to be called.
        context.Response.OnCompleted(() =>
        {
            Interlocked.Decrement(ref _count);
            return Task.CompletedTask;
        });
        return next(context);
    }
}
