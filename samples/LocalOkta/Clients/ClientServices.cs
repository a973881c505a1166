namespace LocalOkta;

internal static class ClientServices
{
    public static void AddOktaClients(this IServiceCollection services, IConfiguration configuration)
    {
        // Not bound over the defaults: list entries would merge, and an app would get a URI that nobody registered.
        var configured = configuration.GetSection("Clients").Get<List<ClientSettings>>();
        services.AddSingleton(new ClientDirectory(configured is { Count: > 0 } ? configured : DefaultClients.All));
        services.AddHostedService<ClientSeeder>();
    }
}
