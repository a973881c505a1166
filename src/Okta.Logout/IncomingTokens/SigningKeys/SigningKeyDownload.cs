using System.Net;

namespace Okta.Logout;

/// <summary>One request for a JWK set, bounded in time and size.</summary>
internal sealed class SigningKeyDownload(Uri address, TimeSpan timeout, TimeProvider timeProvider)
{
    /// <summary>Okta's key sets have 1 to 5 KB.</summary>
    public const int LargestKeySet = 1024 * 1024;

    /// <summary>Returns the keys, and for how long the server says that they may be cached.</summary>
    /// <exception cref="SigningKeyDownloadException">The response is not a usable key set.</exception>
    public async Task<(SigningKeySet Keys, TimeSpan? MaxAge)> ReadAsync(Func<HttpClient> httpClientFactory)
    {
        try
        {
            using var deadline = new Deadline(timeProvider, timeout, CancellationToken.None);
            var token = deadline.Token;
            var (json, maxAge) = await BackgroundTask.RunAsync(() => RequestAsync(httpClientFactory(), token), timeProvider, token).ConfigureAwait(false);
            return (SigningKeySet.Read(json) ?? throw new SigningKeyDownloadException($"OL8103: The response of {address} is not a JWK set."), maxAge);
        }
        catch (OperationCanceledException)
        {
            throw new SigningKeyDownloadException($"OL8101: The keys at {address} could not be downloaded within {timeout.TotalSeconds:0.###} s.");
        }
        catch (Exception fault) when (fault is not SigningKeyDownloadException)
        {
            throw new SigningKeyDownloadException($"OL8101: The keys at {address} cannot be downloaded ({FaultText.Of(fault)}).");
        }
    }

    private async Task<(byte[] Json, TimeSpan? MaxAge)> RequestAsync(HttpClient httpClient, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await httpClient
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);

        if (Redirects.IsRedirected(response, request, address) || response.StatusCode is not HttpStatusCode.OK)
        {
            throw new SigningKeyDownloadException($"OL8102: {address} responded with status {(int)response.StatusCode}, or with a redirect.")
            {
                RetryAfter = RetryAfter.Of(response, timeProvider),
            };
        }

        var json = await BoundedContent.ReadAsync(response.Content, LargestKeySet, cancellationToken).ConfigureAwait(false)
            ?? throw new SigningKeyDownloadException($"OL8103: The response of {address} is larger than {LargestKeySet} bytes.");
        return (json, MaxAge(response));
    }

    // RFC 9111, section 5.2.2.
    private static TimeSpan? MaxAge(HttpResponseMessage response) => response.Headers.CacheControl switch
    {
        null => null,
        { NoStore: true } or { NoCache: true } => TimeSpan.Zero,
        var cacheControl => cacheControl.MaxAge,
    };
}
