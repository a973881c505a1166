using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>Writes the pages of the app. If one of them throws, the built-in page takes its place: without any, the user could not get to Okta.</summary>
internal sealed partial class ChosenPages(IOktaLogoutPages pages, OktaLogoutPages builtIn, LogThrottle throttle, ILogger<ChosenPages> logger)
{
    public async Task WriteAsync(HttpContext context, Func<IOktaLogoutPages, Task> write)
    {
        var status = context.Response.StatusCode;
        try
        {
            await write(pages);
        }
        catch (Exception exception) when (pages is not OktaLogoutPages && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            if (throttle.Allows(nameof(ChosenPages), "OL7007", out var suppressed))
                Log.Failed(logger, exception.GetType().Name, suppressed);

            // Not all headers: those that delete the cookies stay.
            context.Response.StatusCode = status;
            context.Response.ContentType = null;
            context.Response.ContentLength = null;
            NoCaching.Apply(context);
            await write(builtIn);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7007, LogLevel.Error, "OL7007: A page of the app's IOktaLogoutPages failed ({ExceptionType}), so the built-in page was written. Look at the page. Similar events since the previous line: {Suppressed}.")]
        public static partial void Failed(ILogger logger, string exceptionType, int suppressed);
    }
}
