namespace LocalOkta;

/// <summary>Sends a signal to an app. Whatever goes wrong is part of the report.</summary>
internal sealed class SignalDelivery(IHttpClientFactory http, TimeProvider clock)
{
    public const string ClientName = "Signals";

    private const int LongestExcerpt = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<Delivery> DeliverAsync(ISignal signal, SignalTarget target)
    {
        var delivery = new Delivery(
            clock.GetUtcNow(), signal.Kind, target.User.Id, target.Sid, target.Client.ClientId,
            target.Endpoint.OriginalString, null, null, null, 0);
        if (!IsOnThisMachine(target.Endpoint))
        {
            return delivery with { Error = "Not sent: signals go to http and https addresses of this machine only." };
        }

        using var request = signal.CreateRequest(target);
        var begun = clock.GetTimestamp();
        var answered = await SendAsync(request, delivery);
        return answered with { DurationMs = (long)clock.GetElapsedTime(begun).TotalMilliseconds };
    }

    private async Task<Delivery> SendAsync(HttpRequestMessage request, Delivery delivery)
    {
        using var timeout = new CancellationTokenSource(Patience, clock);
        try
        {
            using var client = http.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return delivery with
            {
                Status = (int)response.StatusCode,
                Body = await ReadExcerptAsync(response.Content, timeout.Token),
            };
        }
        catch (OperationCanceledException)
        {
            return delivery with { Error = $"No complete answer within {Patience.TotalSeconds:0} seconds." };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return delivery with { Error = fault.GetBaseException().Message };
        }
    }

    private static async Task<string> ReadExcerptAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var excerpt = new char[LongestExcerpt + 1];
        using var reader = new StreamReader(await content.ReadAsStreamAsync(cancellationToken));
        var length = await reader.ReadBlockAsync(excerpt, cancellationToken);
        return length > LongestExcerpt ? new string(excerpt, 0, LongestExcerpt) + "…" : new string(excerpt, 0, length);
    }

    private static bool IsOnThisMachine(Uri endpoint) =>
        endpoint is { IsAbsoluteUri: true, IsLoopback: true, Scheme: "http" or "https" };
}
