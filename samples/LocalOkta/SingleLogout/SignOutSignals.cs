using System.Threading.Channels;

namespace LocalOkta;

/// <summary>
/// Okta pushes session-revoked for every ordinary sign-out, also to the apps of the user's other browsers. LocalOkta does so only if the setting
/// <c>SendSessionRevokedOnSignOut</c> is true. The browser does not wait for it.
/// </summary>
internal sealed class SignOutSignals(IConfiguration configuration, SignalSender sender, SessionRevokedSignal signal) : BackgroundService
{
    private readonly bool _isOn = configuration.GetValue("SendSessionRevokedOnSignOut", false);
    private readonly Channel<DemoUser> _signedOut = Channel.CreateUnbounded<DemoUser>();

    public void Announce(DemoUser user)
    {
        if (_isOn)
        {
            _signedOut.Writer.TryWrite(user);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var user in _signedOut.Reader.ReadAllAsync(stoppingToken))
            {
                await sender.SendAsync(signal, user);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host of a test is disposed without being stopped, and would report a failure.
        }
    }
}
