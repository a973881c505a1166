using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Keeps the tickets of the default cookie in a store, which drops them by the clock of the app.</summary>
internal static class TicketsOnTheServer
{
    public static void AddTo(IServiceCollection services) => AddTo(services, _ => { });

    public static void AddTo(IServiceCollection services, Action<TicketStore> setUp)
    {
        services.AddSingleton(provider =>
        {
            var store = new TicketStore(provider.GetRequiredService<TimeProvider>());
            setUp(store);
            return store;
        });
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<TicketStore>((options, store) => options.SessionStore = store);
    }
}
