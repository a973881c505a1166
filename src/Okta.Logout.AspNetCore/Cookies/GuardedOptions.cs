using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>Puts the guard around the events and the ticket store of the app, however late it configures them, and closes the handler's own <c>RemoteSignOutPath</c>.</summary>
internal sealed class GuardedOptions(IServiceProvider services)
{
    private readonly Lock _lock = new();

    public static bool AreGuarded(CookieAuthenticationOptions options) =>
        options is { EventsType: null, Events: GuardedCookieEvents, SessionStore: null or GuardedTicketStore };

    public static bool AreGuarded(OpenIdConnectOptions options) => options is { EventsType: null, Events: SessionRecordingEvents };

    public void Guard(string name, CookieAuthenticationOptions options)
    {
        if (AreGuarded(options))
            return;
        lock (_lock)
        {
            if (options is not { EventsType: null, Events: GuardedCookieEvents })
                options.Events = CreateEvents(options);
            options.EventsType = null;
            if (options.SessionStore is { } store and not GuardedTicketStore)
                options.SessionStore = new GuardedTicketStore(store, name, services);
        }
    }

    public void Guard(string name, OpenIdConnectOptions options)
    {
        services.GetRequiredService<RemoteSignOutPaths>().Close(name, options);
        if (AreGuarded(options))
            return;
        lock (_lock)
        {
            options.Events = new SessionRecordingEvents(services.GetRequiredService<SessionRecording>(), options.Events, options.EventsType);
            options.EventsType = null;
        }
    }

    // Resolved here, not injected, because the services of the guard read authentication options themselves.
    private GuardedCookieEvents CreateEvents(CookieAuthenticationOptions options) => new(
        services.GetRequiredService<CookieValidation>(), services.GetRequiredService<SessionIssuance>(), services.GetRequiredService<EndedCookies>(),
        services.GetRequiredService<MappedEndpoints>(), options.Events, options.EventsType);
}
