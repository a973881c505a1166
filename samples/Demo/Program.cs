using Demo;
using LocalOkta;

if (DemoPorts.Choose(args) is not { } ports)
    return 2;

var one = new DemoApp("Web App One", "web-app-one", ports.AppOne);
var two = new DemoApp("Web App Two", "web-app-two", ports.AppTwo);
var oktaOrigin = $"http://127.0.0.1:{ports.Okta}";

var okta = LocalOktaApplication.Create(
[
    $"--urls={oktaOrigin}",
    .. DemoLogging.Settings,
    .. one.RegisterAtOkta(0),
    .. two.RegisterAtOkta(1),
]);
okta.MapStage();
await okta.StartAsync();
var stopping = okta.Lifetime.ApplicationStopping;

// Each host stops by itself at Ctrl+C or SIGTERM; whichever ends first, all end with this process.
Task[] apps = [one.RunAsync(oktaOrigin), two.RunAsync(oktaOrigin)];
try
{
    await Task.WhenAll(one.WaitUntilItAnswersAsync(apps[0], stopping), two.WaitUntilItAnswersAsync(apps[1], stopping));
    Console.WriteLine(Instructions.For(oktaOrigin, one, two));
    await await Task.WhenAny([okta.WaitForShutdownAsync(), .. apps]);
    return 0;
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
