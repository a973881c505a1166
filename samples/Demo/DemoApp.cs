using System.Diagnostics;

namespace Demo;

/// <summary>A sample with a backend, in which users sign in.</summary>
/// <param name="name">What its page calls it.</param>
/// <param name="sample">The folder in <c>samples</c>.</param>
/// <param name="clientId">The client ID of its app integration.</param>
/// <param name="port">Where it listens.</param>
public sealed class DemoApp(string name, string sample, string clientId, int port)
{
    public string Name { get; } = name;

    public string Sample { get; } = sample;

    public string Origin { get; } = $"http://127.0.0.1:{port}";

    /// <summary>Gets whether Okta's pages open in a window of their own when the app is in a frame. Of other apps, the demo shows the page, and the user signs out in a tab.</summary>
    public bool CanBeUsedInFrames => Sample == "WebApp";

    private string UniversalLogoutEndpoint => $"{Origin}/signout/universal";

    private string ClientSecret => $"demo-secret-of-{clientId}";

    public IEnumerable<string> RegisterAtOkta(int position) =>
    [
        $"--Clients:{position}:ClientId={clientId}",
        $"--Clients:{position}:ClientSecret={ClientSecret}",
        $"--Clients:{position}:DisplayName={Name}",
        $"--Clients:{position}:RedirectUris:0={Origin}/signin-oidc",
        $"--Clients:{position}:PostLogoutRedirectUris:0={Origin}/signout/complete",
        $"--Clients:{position}:FrontChannelLogoutUri={Origin}/signout/frontchannel",
        $"--Clients:{position}:BackChannelLogoutUri={Origin}/signout/backchannel",
        $"--Clients:{position}:UniversalLogoutEndpoint={UniversalLogoutEndpoint}",
        $"--Clients:{position}:SharedSignalsEndpoint={Origin}/signout/events",
    ];

    public Process Start(string oktaOrigin) => SampleProcess.Start(Sample,
    [
        $"--urls={Origin}",
        $"--AppName={Name}",
        $"--FrameAncestors={oktaOrigin}",
        $"--Okta:Issuer={oktaOrigin}/oauth2/default",
        $"--Okta:ClientId={clientId}",
        $"--Okta:ClientSecret={ClientSecret}",
        $"--Okta:PublicOrigin={Origin}",
        "--Okta:AllowLoopbackHttp=true",
        "--Okta:BackChannelLogout=true",
        $"--Okta:UniversalLogoutEndpoint={UniversalLogoutEndpoint}",
        "--Okta:SharedSignals=true",
        .. DemoLogging.Settings,
    ]);
}
