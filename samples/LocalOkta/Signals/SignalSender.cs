namespace LocalOkta;

/// <summary>Sends a signal to every app that takes it, all at the same time.</summary>
internal sealed class SignalSender(
    ClientDirectory clients, BrowserSessionStore sessions, UserSessions userSessions, SignalDelivery delivery, DeliveryLog log)
{
    public async Task<IReadOnlyList<Delivery>> SendAsync(ISignal signal, DemoUser user)
    {
        var targets = TargetsOf(signal, user).ToList();
        if (signal.ClearsUserSessions)
        {
            // Before the apps are told, so that a browser that comes back at that moment is not signed in again silently.
            await userSessions.ClearAsync(user, revokesTokens: true, CancellationToken.None);
        }

        var deliveries = await Task.WhenAll(targets.Select(target => delivery.DeliverAsync(signal, target)));
        log.Add(deliveries);
        return deliveries;
    }

    private IEnumerable<SignalTarget> TargetsOf(ISignal signal, DemoUser user)
    {
        var sids = signal.IsPerSession ? SidsOf(user) : [null];
        return from sid in sids
               from client in clients.All
               let endpoint = signal.EndpointOf(client)
               where endpoint is not null
               select new SignalTarget(client, endpoint, user, sid);
    }

    private string?[] SidsOf(DemoUser user)
    {
        string?[] sids = [.. sessions.Live.Where(session => session.User == user).Select(session => session.Sid)];
        return sids.Length > 0 ? sids : [null];
    }
}
