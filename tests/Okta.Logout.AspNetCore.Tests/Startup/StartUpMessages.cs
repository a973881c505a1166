using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What a developer reads when the app has started: the addresses to register, and the settings that do not work.</summary>
public sealed class StartUpMessages
{
    private const string UniversalLogout = "https://app.example.com/signout/universal";

    internal static void AddAllChannels(IServiceCollection services) =>
        services.AddOktaLogout().AddBackChannelLogout().AddUniversalLogout(UniversalLogout).AddSharedSignals("https://app.example.com/signout/events");

    [Fact]
    public async Task Services_without_endpoints_are_warned_about()
    {
        await using var app = await new SomeApp { Map = _ => { } }.StartAsync();

        app.OwnLogs.Should().ContainSingle(record => record.Level == LogLevel.Warning && record.Message.StartsWith("OL6007:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://app.example.com", "https://app.example.com/signout/complete")]
    [InlineData(null, "{origin}/signout/complete")]
    public async Task The_uri_to_register_is_logged(string? publicOrigin, string uri)
    {
        await using var app = await new SomeApp { Web = options => options.PublicOrigin = publicOrigin }.StartAsync();

        app.OwnLogs.Should().ContainSingle(record => record.Level == LogLevel.Information && record.Message.Contains($"Sign-out redirect URIs: {uri};", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_uri_to_register_is_logged_for_a_group_with_a_parameter()
    {
        await using var app = await new SomeApp { Map = endpoints => endpoints.MapGroup("/{tenant}").MapOktaLogout() }.StartAsync();

        app.OwnLogs.Should().ContainSingle(record => record.Message.Contains("{origin}/{tenant}/signout/complete;", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://app.example.com", true)]
    [InlineData("http://localhost:5000", false)]
    [InlineData("https://app.example.com", false)]
    public async Task A_public_origin_on_plain_http_is_warned_about(string publicOrigin, bool isWarning)
    {
        await using var app = await new SomeApp { Web = options => options.PublicOrigin = publicOrigin }.StartAsync();

        app.OwnLogs.Any(record => record.Message.StartsWith("OL6008:", StringComparison.Ordinal)).Should().Be(isWarning);
    }

    [Fact]
    public async Task One_line_lists_the_uris_of_all_channels()
    {
        await using var app = await new SomeApp { AddOktaLogout = AddAllChannels }.StartAsync();

        app.OwnLogs.Should().ContainSingle(record => record.Message.Contains("/signout/", StringComparison.Ordinal) && record.Level == LogLevel.Information)
            .Which.Message.Should().ContainAll(
                "redirect URIs: {origin}/signout/complete", "{origin}/signout/frontchannel", "{origin}/signout/backchannel", UniversalLogout, "{origin}/signout/events");
    }

    [Fact]
    public async Task The_uris_of_channels_that_are_off_are_not_listed()
    {
        await using var app = await new SomeApp { Web = options => options.FrontChannelLogout.Enabled = false }.StartAsync();

        app.OwnLogs.Select(record => record.Message).Should().NotContain(message => message.Contains("channel", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://app.example.com/SignOut/Universal", false)]
    [InlineData("https://example.com/app/signout/universal", false)]
    [InlineData("https://app.example.com/logout/universal", true)]
    public async Task An_address_that_does_not_lead_to_the_endpoint_is_warned_about(string url, bool isWarning)
    {
        await using var app = await new SomeApp { AddOktaLogout = services => services.AddOktaLogout().AddUniversalLogout(url) }.StartAsync();

        Warns(app, "OL6018:").Should().Be(isWarning);
    }

    public static TheoryData<string, Action<OktaLogoutBuilder>> OptInChannels => new()
    {
        { "back-channel", logout => logout.AddBackChannelLogout() },
        { "Universal Logout", logout => logout.AddUniversalLogout(UniversalLogout) },
        { "shared signals", logout => logout.AddSharedSignals("https://app.example.com/signout/events") },
    };

    [Theory]
    [MemberData(nameof(OptInChannels))]
    public async Task A_channel_whose_sign_outs_stay_on_one_node_is_warned_about(string channel, Action<OktaLogoutBuilder> add)
    {
        await using var app = await new SomeApp { AddOktaLogout = services => add(services.AddOktaLogout()) }.StartAsync();

        Warns(app, "OL6017:").Should().BeTrue(channel);
    }

    [Fact]
    public async Task An_app_that_receives_no_sign_outs_is_not_warned()
    {
        await using var app = await new SomeApp().StartAsync();

        Warns(app, "OL6017:").Should().BeFalse();
    }

    [Fact]
    public async Task A_cache_that_nodes_share_is_not_warned_about()
    {
        await using var app = await new SomeApp
        {
            ServicesBefore = services => services.AddSingleton<IDistributedCache, SomeCache>(),
            AddOktaLogout = services => services.AddOktaLogout().AddBackChannelLogout().UseDistributedCache(),
        }.StartAsync();

        Warns(app, "OL6017:").Should().BeFalse();
    }

    [Fact]
    public async Task A_distributed_cache_in_the_memory_of_one_process_is_warned_about()
    {
        await using var app = await new SomeApp
        {
            ServicesBefore = services => services.AddDistributedMemoryCache(),
            AddOktaLogout = services => services.AddOktaLogout().UseDistributedCache(),
        }.StartAsync();

        Warns(app, "OL6017:").Should().BeTrue();
    }

    private static bool Warns(RunningApp app, string errorId) =>
        app.OwnLogs.Any(record => record.Level == LogLevel.Warning && record.Message.StartsWith(errorId, StringComparison.Ordinal));
}
