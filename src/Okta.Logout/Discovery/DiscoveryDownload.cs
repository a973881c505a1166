using System.Net;
using System.Net.Http.Headers;

namespace Okta.Logout;

/// <summary>One request for a discovery document, bounded in time and size.</summary>
internal sealed class DiscoveryDownload(DiscoverySettings settings, TimeProvider timeProvider)
{
    /// <summary>Okta's documents have 3 KB.</summary>
    public const int LargestDocument = 1024 * 1024;

    private const string MediaType = "application/json";

    private readonly Uri _address = settings.MetadataAddress;

    /// <exception cref="OktaDiscoveryException">There is no document that may be used, for whatever reason.</exception>
    public async Task<OktaEndpoints> ReadAsync(Func<HttpClient> httpClientFactory)
    {
        try
        {
            using var deadline = new Deadline(timeProvider, settings.Timeout, CancellationToken.None);
            var token = deadline.Token;
            var json = await BackgroundTask.RunAsync(() => RequestAsync(httpClientFactory(), token), timeProvider, token).ConfigureAwait(false);
            return DiscoveryDocument.Read(json, settings);
        }
        catch (OperationCanceledException)
        {
            throw new OktaDiscoveryException(
                $"OL2002: The discovery document at {_address} could not be downloaded within {settings.Timeout.TotalSeconds:0.###} s "
                + "(OktaLogoutOptions.MetadataTimeout) or the timeout of the HttpClient. Check the connection to the server.")
            {
                IsOfNetwork = true,
            };
        }
        catch (Exception fault) when (fault is not OktaDiscoveryException)
        {
            // No inner exception: its message may hold anything, and exceptions end up in logs.
            throw new OktaDiscoveryException(
                $"OL2001: The discovery document at {_address} cannot be downloaded ({FaultText.Of(fault)}). "
                + "Check the host name, the connection and the proxy.")
            {
                IsOfNetwork = true,
            };
        }
    }

    private async Task<byte[]> RequestAsync(HttpClient httpClient, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaType));
        using var response = await httpClient
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        RefuseRedirect(response, request);
        RefuseStatus(response);
        RefuseMediaType(response);
        return await BoundedContent.ReadAsync(response.Content, LargestDocument, cancellationToken).ConfigureAwait(false)
            ?? throw new OktaDiscoveryException(
                $"OL2005: The response of {_address} is larger than {LargestDocument} bytes, so it is not a discovery document. Check the issuer.");
    }

    private void RefuseRedirect(HttpResponseMessage response, HttpRequestMessage request)
    {
        if (Redirects.IsRedirected(response, request, _address))
        {
            throw new OktaDiscoveryException(
                $"OL2004: {_address} redirects, and redirects are not followed. "
                + "Set OktaLogoutOptions.Issuer or MetadataAddress to the final address.");
        }
    }

    private void RefuseStatus(HttpResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.OK)
            return;
        throw new OktaDiscoveryException(
            $"OL2003: {_address} responded with status {(int)response.StatusCode}. Check the issuer; for 429 and 5xx, Okta's status page.")
        {
            RetryAfter = RetryAfter.Of(response, timeProvider),
        };
    }

    private void RefuseMediaType(HttpResponseMessage response)
    {
        if (!string.Equals(response.Content?.Headers.ContentType?.MediaType, MediaType, StringComparison.OrdinalIgnoreCase))
        {
            throw DiscoveryDocument.NotADocument(_address, $"is not {MediaType}");
        }
    }
}
