namespace Okta.Logout.Nodes;

/// <summary>A node of an app: a host of its own with its own connections, as far as the revocation list goes.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Node(WebApplication app) => _app = app;

    public ISessionRevocationStore Store => _app.Services.GetRequiredService<ISessionRevocationStore>();

    public static async Task<Node> StartAsync(Action<OktaLogoutBuilder> useStore)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Error"]);
        builder.Services.AddAuthentication().AddCookie();
        builder.Services.Configure<RevocationLogOptions>(options => options.StartTimeout = TimeSpan.FromMinutes(10));
        useStore(builder.Services.AddOktaLogout());
        var app = builder.Build();
        app.MapOktaLogout();
        await app.StartAsync();
        return new(app);
    }

    public static Action<OktaLogoutBuilder> OnRedis(string address) => logout => logout.UseRedis(address);

    public static Action<OktaLogoutBuilder> OnCache(string address) => logout =>
    {
        logout.Services.AddStackExchangeRedisCache(options => options.Configuration = address);
        logout.UseDistributedCache();
    };

    public static SessionRevocation Revocation(string ticket) => new(SessionTarget.ForTicket(ticket), TimeProvider.System.GetUtcNow().AddDays(14));

    public static SessionDescriptor Session(string ticket) => new() { TicketId = ticket };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
