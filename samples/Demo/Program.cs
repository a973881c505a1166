using System.Diagnostics;
using Demo;
using LocalOkta;

const int Apps = 5;
if (DemoPorts.Choose(args, Apps) is not { } ports)
    return 2;

var api = new DemoApi(ports.Apps[2]);
DemoApp[] apps =
[
    new("Web App One", "WebApp", "web-app-one", ports.Apps[0]),
    new("Web App Two", "WebApp", "web-app-two", ports.Apps[1]),
    new("Single Page App", "SinglePageApp", "single-page-app", ports.Apps[3]),
    new("Blazor App", "BlazorApp", "blazor-app", ports.Apps[4]),
];
var oktaOrigin = $"http://127.0.0.1:{ports.Okta}";
using var console = new DemoConsole(oktaOrigin, api);

var okta = LocalOktaApplication.Create(
[
    $"--urls={oktaOrigin}",
    .. DemoLogging.Settings,
    .. apps.SelectMany((app, position) => app.RegisterAtOkta(position)),
    .. DemoConsole.RegisterAtOkta(apps.Length, api),
],
services => StageServices.Add(services, oktaOrigin, apps, console));
okta.MapStage();
await okta.StartAsync();
var stopping = okta.Lifetime.ApplicationStopping;

// Each host stops by itself at Ctrl+C or SIGTERM; whichever ends first, all end with this process.
Process[] processes = [.. apps.Select(app => app.Start(oktaOrigin)), api.Start(oktaOrigin)];
try
{
    await Task.WhenAll([.. apps.Select((app, i) => Startup.WaitAsync(app.Origin, processes[i], stopping)), Startup.WaitAsync(api.Origin, processes[^1], stopping)]);
    Console.WriteLine(Instructions.For(oktaOrigin, apps, api));
    string[] names = [.. apps.Select(app => app.Name), "API", "console program"];
    return await okta.EndsBeforeAsync(names.Zip([.. processes, console.Caller])) ? 0 : 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 0;
}
catch (Exception exception) when (exception is IOException or InvalidOperationException)
{
    Console.Error.WriteLine($"The demo could not go on: {exception.Message}");
    return 1;
}
