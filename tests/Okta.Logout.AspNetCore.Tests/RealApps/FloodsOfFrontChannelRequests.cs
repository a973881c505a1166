using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// Strangers send front-channel requests for sessions that do not exist, and the app allows as many as can be allowed. The shared cache does not fill,
/// and a genuine request ends its session on each node.
/// </summary>
[Collection(nameof(RunAlone))]
public sealed class FloodsOfFrontChannelRequests
{
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly SomeCache _cache = new();

    public static TheoryData<string, int> Floods => new()
    {
        { "one address", 20_000 },
        { "addresses of one /48", 60_000 },
    };

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task The_cache_stays_within_its_bounds_and_genuine_requests_end_their_sessions_on_each_node(string senders, int count)
    {
        await using var a = await App().StartAsync();
        await using var b = await App().StartAsync();
        var (before, amid, after) = (await SignedInAsync(a, "before"), await SignedInAsync(a, "amid"), await SignedInAsync(a, "after"));

        await GenuineAsync(a, "before");
        for (var i = 0; i < count; i++)
        {
            if (i == count / 2)
                await GenuineAsync(a, "amid");
            await SendAsync(a, senders is "one address" ? "203.0.113.7" : $"2001:db8:1:{i:x}::1", $"stranger-{i}");
        }

        await GenuineAsync(a, "after");

        var keys = _cache.Writes.Distinct().ToList();
        keys.Should().HaveCountLessThanOrEqualTo(UnconfirmedTable.Slots);
        keys.Sum(key => key.Length + _cache.Get(key)!.Length).Should().BeLessThan(4_300_000);
        foreach (var browser in new[] { before, amid, after })
        {
            (await new Browser(b, browser.Cookies.Copy(), RunningApp.Origin).IsSignedInAsync()).Should().BeFalse();
            (await browser.IsSignedInAsync()).Should().BeFalse();
        }
    }

    [Fact]
    public async Task A_request_that_comes_with_the_cookie_of_its_session_is_confirmed_at_once()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.GetAsync($"/signout/frontchannel?iss={Uri.EscapeDataString(The.Issuer)}&sid={The.Sid}");

        _cache.Writes.Should().ContainSingle(key => !key.Contains("unconfirmed"));
    }

    private static async Task<Browser> SignedInAsync(RunningApp app, string sid)
    {
        app.Okta.Claims["sid"] = sid;
        return await app.SignedInBrowserAsync();
    }

    private static Task GenuineAsync(RunningApp app, string sid) => SendAsync(app, "198.51.100.1", sid);

    private static async Task SendAsync(RunningApp app, string client, string sid)
    {
        var uri = new Uri(RunningApp.Origin, $"/signout/frontchannel?iss={Uri.EscapeDataString(The.Issuer)}&sid={sid}");
        using var response = await app.Http.SendAsync(new(HttpMethod.Get, uri) { Headers = { { "Client", client } } }, CancellationToken.None);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private SomeApp App() => new()
    {
        AddOktaLogout = services => services.AddOktaLogout(options => options.FrontChannelLogout.RequestsPerMinute = 1_000_000).UseDistributedCache(),
        Services = services =>
        {
            services.AddSingleton<IDataProtectionProvider>(_keys);
            services.AddSingleton<IDistributedCache>(_cache);
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        },
        First = host => host.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = context.Request.Headers["Client"] is [{ } client] ? IPAddress.Parse(client) : null;
            return next(context);
        }),
    };
}
