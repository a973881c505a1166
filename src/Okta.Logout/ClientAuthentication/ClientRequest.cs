namespace Okta.Logout;

/// <summary>A form that a client posts to an endpoint of its authorization server: to that endpoint only, and never along a redirect.</summary>
internal static class ClientRequest
{
    /// <summary>Posts the form, and returns what its response means.</summary>
    /// <param name="httpClient">Sends it; its handler must not follow redirects.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="form">The parameters; the client's credentials come to them.</param>
    /// <param name="authentication">The client; null for one that does not authenticate here.</param>
    /// <param name="read">Reads the response.</param>
    /// <param name="redirected">The result if the server redirects.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public static async Task<T> SendAsync<T>(
        HttpClient httpClient,
        Uri endpoint,
        List<KeyValuePair<string, string>> form,
        ClientAuthentication? authentication,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        T redirected,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        authentication?.Apply(request, form);
        request.Content = new FormUrlEncodedContent(form);
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return Redirects.IsRedirected(response, request, endpoint) ? redirected : await read(response, cancellationToken).ConfigureAwait(false);
    }
}
