using System.Collections.Concurrent;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>An app as a provider knows it.</summary>
internal sealed record ClientRegistration(string Id, string Secret, string Origin)
{
    // Kept until the test run ends, because apps of one registration may be stopped and started again.
    private static readonly ConcurrentBag<ReservedPort> Ports = [];

    public string RedirectUri => Origin + "/signin-oidc";

    public string PostLogoutRedirectUri => Origin + "/signout/complete";

    public string BackChannelLogoutUri => Origin + "/signout/backchannel";

    public string FrontChannelLogoutUri => Origin + "/signout/frontchannel";

    public static ClientRegistration New(string id) => new(id, $"secret-of-{id}", ReservedOrigin());

    // The provider has to know the app's address before the app starts.
    private static string ReservedOrigin()
    {
        var port = ReservedPort.Take();
        Ports.Add(port);
        return $"http://127.0.0.1:{port.Number}";
    }
}
