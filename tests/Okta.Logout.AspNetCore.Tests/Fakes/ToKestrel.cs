namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Sends requests for the app's public origin to where it listens.</summary>
internal sealed class ToKestrel(string address) : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new(new Uri(address), request.RequestUri!.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}
