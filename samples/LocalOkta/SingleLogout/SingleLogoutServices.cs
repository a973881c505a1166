namespace LocalOkta;

internal static class SingleLogoutServices
{
    public static void AddSingleLogout(this IServiceCollection services)
    {
        services.AddSingleton<BrowserSignOut>();
        services.AddSingleton<SignOutSignals>();
        services.AddHostedService(provider => provider.GetRequiredService<SignOutSignals>());
    }
}
