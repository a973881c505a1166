using System.Diagnostics;

namespace Demo;

/// <summary>The sample Api, which learns of sign-outs from Okta.</summary>
internal sealed class DemoApi(int port)
{
    public string Origin { get; } = $"http://127.0.0.1:{port}";

    public string UniversalLogoutEndpoint => $"{Origin}/signout/universal";

    public string SharedSignalsEndpoint => $"{Origin}/signout/events";

    public Process Start(string oktaOrigin) => SampleProcess.Start("Api",
    [
        $"--urls={Origin}",
        $"--Okta:Issuer={oktaOrigin}/oauth2/default",
        $"--Okta:ClientId={DemoConsole.ClientId}",
        $"--Okta:UniversalLogoutEndpoint={UniversalLogoutEndpoint}",
        $"--Okta:SharedSignalsAudience={SharedSignalsEndpoint}",
        .. DemoLogging.Settings,
    ]);
}
