using System.Net.ServerSentEvents;
using System.Net.WebSockets;

namespace Snippets;

internal interface IPrices
{
    IAsyncEnumerable<SseItem<string>> FollowAsync(CancellationToken cancellationToken);

    Task WriteAsync(Stream stream, CancellationToken cancellationToken);

    Task TalkAsync(WebSocket socket);
}
