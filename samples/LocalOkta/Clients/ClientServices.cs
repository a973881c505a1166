namespace LocalOkta;

internal static class ClientServices
{
    public static void AddOktaClients(this IServiceCollection services, IConfiguration configuration)
    {
        // Replaces the defaults. Binding over them would merge lists, and an app would get a URI that nobody registered.
        var configured = configuration.GetSection("Clients").Get<List<ClientSettings>>();
        services.AddSingleton(new ClientDirectory(configured is { Count: > 0 } ? configured : DefaultClients.All));
        services.AddHostedService<ClientSeeder>();
    }
}
