using System.Net;
using System.Net.Sockets;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>An app as a provider knows it.</summary>
internal sealed record ClientRegistration(string Id, string Secret, string Origin)
{
    public string RedirectUri => Origin + "/signin-oidc";

    public string PostLogoutRedirectUri => Origin + "/signout/complete";

    public string BackChannelLogoutUri => Origin + "/signout/backchannel";

    public string FrontChannelLogoutUri => Origin + "/signout/frontchannel";

    public static ClientRegistration New(string id) => new(id, $"secret-of-{id}", FreeOrigin());

    // The provider has to know the app's address before the app starts.
    private static string FreeOrigin()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
