using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Server-sent events for the user of a session, which end with it: the last event is <c>signed-out</c>, and a request without a signed-in user gets 401, so that the
/// browser does not connect again.
/// </summary>
/// <param name="events">The events. Their enumeration is cancelled when the session ends, the browser leaves, or the app stops.</param>
/// <remarks>A comment line every 15 seconds keeps proxies from cutting off a stream without events. A stream that ends because the app stops has no last event: the browser connects to another node.</remarks>
public sealed class SessionEventsResult(IAsyncEnumerable<SseItem<string>> events) : IResult
{
    private readonly IAsyncEnumerable<SseItem<string>> _events = events ?? throw new ArgumentNullException(nameof(events));

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        return EventStream.WriteAsync(httpContext, _events, httpContext.GetSessionEndedToken());
    }
}
