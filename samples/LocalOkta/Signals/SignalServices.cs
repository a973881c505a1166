namespace LocalOkta;

internal static class SignalServices
{
    public static void AddSignals(this IServiceCollection services)
    {
        services.AddSingleton<SignalTokens>();
        services.AddSingleton<SessionRevokedSignal>();
        services.AddSingleton<ISignal, UniversalLogoutSignal>();
        services.AddSingleton<ISignal, BackChannelLogoutSignal>();
        services.AddSingleton<ISignal>(provider => provider.GetRequiredService<SessionRevokedSignal>());
        services.AddSingleton<DeliveryLog>();
        services.AddSingleton<SignalDelivery>();
        services.AddSingleton<SignalSender>();

        // Not logged, because the log would have addresses and, at Trace, headers. Requests to loopback addresses use no proxy.
        services.AddHttpClient(SignalDelivery.ClientName)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
            });
    }
}
