using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Warns the operator, once a minute, that unconfirmed entries are removed before they expire.</summary>
internal sealed partial class ForgottenRevocations(LogThrottle throttle, ILogger<ForgottenRevocations> logger)
{
    public void Add()
    {
        if (throttle.Allows(nameof(ForgottenRevocations), "OL4009", out var suppressed))
            Log.Forgotten(logger, UnconfirmedTable.Slots * UnconfirmedSlot.MostEntries, suppressed);
    }

    private static partial class Log
    {
        [LoggerMessage(4009, LogLevel.Warning, "OL4009: Front-channel logouts have named more sessions without a request since then than the revocation list keeps ({Most}), so the network that sent most of them loses its oldest entry. Block the network, or lower FrontChannelLogoutOptions.RequestsPerMinute. Similar events since the previous line: {Suppressed}.")]
        public static partial void Forgotten(ILogger logger, int most, int suppressed);
    }
}
