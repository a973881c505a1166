namespace Okta.Logout;

/// <summary>Redirects are not followed: what comes from elsewhere is not from the server that was asked.</summary>
internal static class Redirects
{
    /// <summary>Tells whether a response is a redirect, or what a handler got by following one.</summary>
    /// <param name="response">The response.</param>
    /// <param name="request">The request, which a handler that follows a redirect changes in place.</param>
    /// <param name="address">Where the request was meant to go.</param>
    public static bool IsRedirected(HttpResponseMessage response, HttpRequestMessage request, Uri address) =>
        (int)response.StatusCode is >= 300 and < 400 || (response.RequestMessage ?? request).RequestUri != address;
}
