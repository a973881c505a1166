using System.Runtime.InteropServices;
using ConsoleApp;
using Microsoft.IdentityModel.Tokens;
using Okta.Logout;

if (Settings.Read(args) is not { } settings)
    return 2;

using var interrupted = new CancellationTokenSource();
using var ctrlC = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var end = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

try
{
    return await (settings.Command switch
    {
        "login" => Commands.SignInAsync(settings, interrupted.Token),
        "call" => Commands.CallAsync(settings, interrupted.Token),
        "whoami" => Commands.TellWhoAsync(settings, interrupted.Token),
        _ => Commands.SignOutAsync(settings, interrupted.Token),
    });
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted.");
}
catch (Exception exception) when (exception is SystemBrowserException or IOException or InvalidDataException or UnauthorizedAccessException or SecurityTokenException)
{
    Console.Error.WriteLine(exception.Message);
}

return 1;

void Interrupt(PosixSignalContext signal)
{
    // At a sign-out, the tokens are removed and revoked all the same; only the wait for the browser ends.
    signal.Cancel = true;
    interrupted.Cancel();
}
