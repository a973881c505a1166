using System.Net;
using System.Net.ServerSentEvents;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An event source of a page.</summary>
internal sealed class EventStreamClient : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventStreamClient(HttpResponseMessage response, Stream body) => (_response, _reader) = (response, new(body));

    public static Task<HttpResponseMessage> SendAsync(RunningApp node, Browser browser, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(RunningApp.Origin, path));
        request.Headers.Add("Accept", "text/event-stream");
        request.Headers.Add("Cookie", browser.Cookies.HeaderFor(RunningApp.Origin));
        return node.Http.SendAsync(request, CancellationToken.None);
    }

    public static async Task<EventStreamClient> OpenAsync(RunningApp node, Browser browser, string path)
    {
        var response = await SendAsync(node, browser, path);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        return new(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<(string Type, string Data)?> NextAsync()
    {
        var (type, data) = (SseParser.EventTypeDefault, default(string));
        while (await _reader.ReadLineAsync() is { } line)
        {
            if (line.Length == 0 && data is not null)
                return (type, data);
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                type = line["event: ".Length..];
            if (line.StartsWith("data:", StringComparison.Ordinal))
                data = line["data:".Length..].TrimStart();
        }

        return null;
    }

    public Task<string?> NextLineAsync() => _reader.ReadLineAsync();

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
