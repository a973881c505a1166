using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Okta.Logout.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One app on two nodes, which share the Data Protection keys, the clock and a database.</summary>
public abstract class TwoNodesOnADatabase : IAsyncLifetime
{
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly List<RunningApp> _nodes = [];

    private protected FakeTimeProvider Clock { get; } = new(The.Now);

    private protected RunningApp A { get; private set; } = null!;

    private protected RunningApp B { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await CreateDatabaseAsync();
        (A, B) = (await StartAsync(), await StartAsync());
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task A_sign_out_on_one_ends_a_copied_cookie_on_the_other()
    {
        var browser = await A.SignedInBrowserAsync();
        var copy = On(B, browser);
        (await copy.IsSignedInAsync()).Should().BeTrue();

        await browser.PostAsync("/signout");

        await EventuallyAsync(async () => !await copy.IsSignedInAsync());
    }

    [Fact]
    public async Task A_front_channel_logout_that_one_receives_ends_the_session_on_the_other()
    {
        var browser = On(B, await A.SignedInBrowserAsync());
        (await browser.IsSignedInAsync()).Should().BeTrue();

        await A.NewBrowser().GetAsync($"/signout/frontchannel?iss={Uri.EscapeDataString(The.Issuer)}&sid={The.Sid}");

        await EventuallyAsync(async () => !await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_token_that_one_has_accepted_is_refused_by_the_other()
    {
        var (a, b) = (A.Services.GetRequiredService<ITokenReplayCache>(), B.Services.GetRequiredService<ITokenReplayCache>());
        (await a.ReserveAsync("key-1", The.Now.AddMinutes(5))).Should().Be(TokenReservation.Reserved);

        (await b.ReserveAsync("key-1", The.Now.AddMinutes(5))).Should().Be(TokenReservation.InProgress);
    }

    private protected abstract Task CreateDatabaseAsync();

    private protected abstract void Use(DbContextOptionsBuilder options);

    private protected virtual void Configure(EntityFrameworkRevocationOptions options)
    {
    }

    private protected static Browser On(RunningApp node, Browser browser) => new(node, browser.Cookies.Copy(), RunningApp.Origin);

    // Polls and pauses are by the clock of the app, which may not run away from what the database really takes.
    private protected Task EventuallyAsync(Func<Task<bool>> condition) => Eventually.BecomesTrueAsync(Clock, TimeSpan.FromMilliseconds(20), condition);

    private async Task<RunningApp> StartAsync()
    {
        var node = await new SomeApp
        {
            Clock = Clock,
            AddOktaLogout = services =>
            {
                services.AddDbContext<SomeDatabaseContext>(Use);
                services.AddOktaLogout().UseEntityFramework<SomeDatabaseContext>(Configure);
            },
            Services = services =>
            {
                services.AddSingleton<IDataProtectionProvider>(_keys);

                // The clock stands still while a test waits for a response.
                services.Configure<RevocationLogOptions>(options => options.MinReadInterval = TimeSpan.Zero);
            },
        }.StartAsync();
        _nodes.Add(node);
        return node;
    }
}
