using System.Threading.Channels;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using RichardSzalay.MockHttp;

namespace Okta.Logout.Tests;

/// <summary>The server of the discovery document: answers as the test says, counts, and fails on any other address.</summary>
internal sealed class FakeMetadataServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Func<HttpClient> _httpClient;
    private readonly Channel<HttpRequestMessage> _arrivals = Channel.CreateUnbounded<HttpRequestMessage>();
    private int _requests;

    public FakeMetadataServer(string address = The.MetadataAddress)
    {
        var handler = new MockHttpMessageHandler();
        handler.When(HttpMethod.Get, address).Respond(ReceiveAsync);
        handler.Fallback.Throw(new InvalidOperationException("Nobody expected this request."));
        _httpClient = handler.ToHttpClient;
    }

    public FakeTimeProvider Time { get; } = new(The.Now);

    public FakeLogger<OktaDiscoveryClient> Logger { get; } = new();

    public Func<HttpRequestMessage, Task<HttpResponseMessage>> OnRequest { get; private set; } =
        _ => Task.FromResult(Some.MetadataAnswer());

    public int Requests => Volatile.Read(ref _requests);

    public HttpClient HttpClient => _httpClient();

    public void Answers(Func<HttpResponseMessage> answer) => OnRequest = _ => Task.FromResult(answer());

    public void Answers(Func<HttpRequestMessage, HttpResponseMessage> answer) => OnRequest = request => Task.FromResult(answer(request));

    public void Throws(Exception fault) => OnRequest = _ => throw fault;

    /// <summary>Keeps requests waiting until the test answers them.</summary>
    public TaskCompletionSource<HttpResponseMessage> Holds()
    {
        var held = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        OnRequest = _ => held.Task;
        return held;
    }

    /// <summary>Completes when one more request has come.</summary>
    public Task ArrivalAsync() => _arrivals.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public OktaDiscoveryClient Client(Action<OktaLogoutOptions>? configure = null)
    {
        var options = Some.Options();
        configure?.Invoke(options);
        return new(options, HttpClient, Time, Logger);
    }

    private Task<HttpResponseMessage> ReceiveAsync(HttpRequestMessage request)
    {
        Interlocked.Increment(ref _requests);
        _arrivals.Writer.TryWrite(request);
        return OnRequest(request);
    }
}
