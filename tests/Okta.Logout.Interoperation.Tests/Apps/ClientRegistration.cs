using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>An app as a provider knows it.</summary>
internal sealed record ClientRegistration(string Id, string Secret, string Origin)
{
    // Below the ports that systems give out: one of those may be taken again before the app has started.
    private static int _port = RandomNumberGenerator.GetInt32(15_000, 30_000);

    public string RedirectUri => Origin + "/signin-oidc";

    public string PostLogoutRedirectUri => Origin + "/signout/complete";

    public string BackChannelLogoutUri => Origin + "/signout/backchannel";

    public string FrontChannelLogoutUri => Origin + "/signout/frontchannel";

    public static ClientRegistration New(string id) => new(id, $"secret-of-{id}", FreeOrigin());

    // The provider has to know the app's address before the app starts.
    private static string FreeOrigin()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Interlocked.Increment(ref _port));
            try
            {
                listener.Start();
                return $"http://{listener.LocalEndpoint}";
            }
            catch (SocketException)
            {
                // In use: the next one.
            }
        }
    }
}
