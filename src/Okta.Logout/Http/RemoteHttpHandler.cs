namespace Okta.Logout;

/// <summary>The transport of discovery and revocation. It follows no redirects and keeps no cookies, whatever handler the host has chosen.</summary>
internal static class RemoteHttpHandler
{
    public static void Restrict(HttpMessageHandler handler)
    {
        switch (handler)
        {
            case HttpClientHandler client:
                client.AllowAutoRedirect = false;
                client.UseCookies = false;
                break;
#if !NETSTANDARD2_0
            case SocketsHttpHandler sockets:
                sockets.AllowAutoRedirect = false;
                sockets.UseCookies = false;
                break;
#endif
        }
    }
}
