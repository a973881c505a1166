using System.Net;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// A shared cache that goes down between the reservation of a token and the end of its sessions: the sender is asked to try again, and when it does, the
/// sessions end.
/// </summary>
public sealed class CacheThatFailsMidway
{
    private const string BackChannel = "back-channel";
    private const string UniversalLogout = "Universal Logout";
    private const string SharedSignals = "shared signals";

    [Theory]
    [InlineData(BackChannel)]
    [InlineData(UniversalLogout)]
    [InlineData(SharedSignals)]
    public async Task The_token_is_not_used_up(string channel)
    {
        await using var app = await new SomeApp
        {
            AddOktaLogout = AddAll,
            ServicesBefore = services => services.AddSingleton<IDistributedCache>(provider => new SomeCache(provider.GetRequiredService<TimeProvider>())),
        }.StartAsync();
        var user = await app.SignedInBrowserAsync();
        app.Okta.Answer(The.Issuer + "/v1/keys", HttpStatusCode.OK, ProviderKeys.Jwks);
        app.Okta.Answer(SomeUniversalLogout.OrgKeys, HttpStatusCode.OK, ProviderKeys.Jwks);
        var cache = (SomeCache)app.Services.GetRequiredService<IDistributedCache>();
        var token = TokenFor(channel);

        cache.Written = _ => cache.IsDown = true;
        (await DeliverAsync(app, channel, token)).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);

        cache.Written = _ => { };
        cache.IsDown = false;
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        (await DeliverAsync(app, channel, token)).IsSuccessStatusCode.Should().BeTrue();
        cache.Writes.Should().HaveCountGreaterThan(2, "the other nodes have to learn of it");
        (await user.IsSignedInAsync()).Should().BeFalse();
    }

    private static void AddAll(IServiceCollection services) => services.AddOktaLogout()
        .AddBackChannelLogout().AddUniversalLogout(SomeUniversalLogout.Endpoint).AddSharedSignals(SomeSignal.Audience).UseDistributedCache();

    private static string TokenFor(string channel) => channel switch
    {
        BackChannel => SomeLogoutToken.Valid(),
        UniversalLogout => SomeUniversalLogout.Token().Build(),
        _ => SomeSignal.Valid(),
    };

    private static Task<HttpResponseMessage> DeliverAsync(RunningApp app, string channel, string token) => channel switch
    {
        BackChannel => new BackChannelApp(app).DeliverAsync(token),
        UniversalLogout => new UniversalLogoutApp(app).CommandAsync(token: token),
        _ => new SharedSignalsApp(app).PushAsync(token),
    };
}
