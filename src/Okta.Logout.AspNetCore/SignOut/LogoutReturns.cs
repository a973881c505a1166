using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Counts the browsers that were sent to Okta, and those that came back. If most do not come back, they get an error page of Okta or do not leave the app,
/// which the app cannot see otherwise.
/// </summary>
internal sealed partial class LogoutReturns(
    IOptions<OktaLogoutWebOptions> options, OktaLogoutTelemetry telemetry, TimeProvider timeProvider, ILogger<LogoutReturns> logger)
{
    // Fewer are not significant, because users may close the tab.
    private const int FewestSent = 10;

    private readonly Lock _lock = new();
    private DateTimeOffset _since = timeProvider.GetUtcNow();
    private int _sent;
    private int _returned;

    public void Sent()
    {
        telemetry.LogoutRequest("prepared");
        lock (_lock)
        {
            Review();
            _sent++;
        }
    }

    public void Returned()
    {
        telemetry.LogoutRequest("returned");
        lock (_lock)
            _returned++;
    }

    // A user has that long to come back.
    private void Review()
    {
        if (timeProvider.GetUtcNow() - _since < options.Value.StateLifetime)
            return;
        if (_sent >= FewestSent && 2 * _returned < _sent)
            Log.FewReturn(logger, _returned, _sent, options.Value.StateLifetime);
        (_sent, _returned, _since) = (0, 0, timeProvider.GetUtcNow());
    }

    private static partial class Log
    {
        [LoggerMessage(6205, LogLevel.Warning, "OL6205: Only {Returned} of {Sent} browsers that were sent to Okta within {Time} came back. Compare the sign-out redirect URI in the log with \"Sign-out redirect URIs\" in the Admin Console, and check whether a Content-Security-Policy of the app stops the form.")]
        public static partial void FewReturn(ILogger logger, int returned, int sent, TimeSpan time);
    }
}
