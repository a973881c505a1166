using Microsoft.AspNetCore.TestHost;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Sends requests to an app in this process. An answer is there when its request is over, with what the app does after the response. A stream of events is there when it begins.</summary>
internal sealed class ToTestServer(TestServer server) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // The first callback is the last to be called.
        using var invoker = new HttpMessageInvoker(server.CreateHandler(context => context.Response.OnCompleted(() =>
        {
            over.SetResult();
            return Task.CompletedTask;
        })));
        var response = await invoker.SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType is not "text/event-stream")
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            await over.Task;
        }

        return response;
    }
}
