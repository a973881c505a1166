using System.Reflection;

namespace Demo;

/// <summary>
/// The sample WebApp as it is, run in this process by its entry point and told everything by settings. A child process would have to be found, watched,
/// and kept from outliving a demo that was killed.
/// </summary>
internal sealed class DemoApp(string name, string clientId, int port)
{
    private static readonly MethodInfo EntryPoint = Assembly.Load("WebApp").EntryPoint!;

    public string Name { get; } = name;

    public string Origin { get; } = $"http://127.0.0.1:{port}";

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

    public Task RunAsync(string oktaOrigin)
    {
        string[] args =
        [
            $"--urls={Origin}",
            $"--AppName={Name}",
            $"--Okta:Issuer={oktaOrigin}/oauth2/default",
            $"--Okta:ClientId={clientId}",
            $"--Okta:ClientSecret={ClientSecret}",
            $"--Okta:PublicOrigin={Origin}",
            "--Okta:AllowLoopbackHttp=true",
            "--Okta:BackChannelLogout=true",
            $"--Okta:UniversalLogoutEndpoint={UniversalLogoutEndpoint}",
            "--Okta:SharedSignals=true",
            .. DemoLogging.Settings,
        ];
        return Task.Factory.StartNew(
            () => EntryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [args], null),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public async Task WaitUntilItAnswersAsync(Task running, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        while (!running.IsCompleted)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"{Origin}/me"), cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        }

        await running;
        throw new InvalidOperationException($"{Name} has ended already.");
    }
}
