using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

internal static partial class Some
{
    public static FakeTimeProvider Clock() => new(The.Now);

    /// <summary>A revocation client whose requests go to this handler.</summary>
    public static TokenRevocationClient RevocationClient(
        HttpMessageHandler handler,
        OktaLogoutOptions? options = null,
        IOktaDiscoveryClient? discovery = null,
        TimeProvider? clock = null,
        FakeLogger<TokenRevocationClient>? logger = null) =>
        new(options ?? Options(), discovery ?? new KnownEndpoints(), new HttpClient(handler), clock ?? Clock(), logger);

    /// <summary>A handler that answers with this function.</summary>
    public static HttpMessageHandler Handler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) => new Answering(answer);

    /// <summary>A task that never ends and ignores every cancellation.</summary>
    public static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;

    private sealed class Answering(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer(request, cancellationToken);
    }
}
