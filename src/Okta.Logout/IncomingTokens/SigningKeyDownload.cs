using System.Net;

namespace Okta.Logout;

/// <summary>One request for a JWK set, bounded in time and size.</summary>
internal sealed class SigningKeyDownload(Uri address, TimeSpan timeout, TimeProvider timeProvider)
{
    /// <summary>Okta's key sets have 1 to 5 KB.</summary>
    public const int LargestKeySet = 1024 * 1024;

    /// <exception cref="InvalidDataException">The answer is no key set that may be used; the message begins with an id of docs/errors.md.</exception>
    public async Task<SigningKeySet> ReadAsync(Func<HttpClient> httpClientFactory)
    {
        try
        {
            using var deadline = new Deadline(timeProvider, timeout, CancellationToken.None);
            var token = deadline.Token;

            // On a thread of its own and waited for from outside: a handler that blocks or ignores the token holds nobody up.
            var request = Task.Run(() => RequestAsync(httpClientFactory(), token), CancellationToken.None);
            BackgroundTask.Observe(request);
            var json = await request.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, token).ConfigureAwait(false);
            return SigningKeySet.Read(json) ?? throw new InvalidDataException($"OL8103: The answer of {address} is not a JWK set.");
        }
        catch (OperationCanceledException fault)
        {
            throw new InvalidDataException($"OL8101: The keys at {address} were not there within {timeout.TotalSeconds:0.###} s.", fault);
        }
        catch (Exception fault) when (fault is not InvalidDataException)
        {
            throw new InvalidDataException($"OL8101: The keys at {address} cannot be downloaded ({fault.GetBaseException().GetType().Name}).", fault);
        }
    }

    private async Task<byte[]> RequestAsync(HttpClient httpClient, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await httpClient
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);

        // Handlers that follow redirects change the request in place.
        var isRedirected = response.RequestMessage?.RequestUri is { } answered && answered != address;
        if (isRedirected || response.StatusCode is not HttpStatusCode.OK)
            throw new InvalidDataException($"OL8102: {address} answered with status {(int)response.StatusCode}, or redirects.");
        return await BoundedContent.ReadAsync(response.Content, LargestKeySet, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException($"OL8103: The answer of {address} is larger than {LargestKeySet} bytes.");
    }
}
