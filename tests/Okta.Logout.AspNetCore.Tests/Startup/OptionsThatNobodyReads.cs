using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Options of a registration that are set under no name, or under one that is no scheme, have no effect: the app is told.</summary>
public sealed class OptionsThatNobodyReads
{
    public static TheoryData<string, Action<IServiceCollection>> Unnamed => new()
    {
        { "Configure", services => services.Configure<OktaLogoutOptions>(options => options.RevokeTokens = false) },
        { "PostConfigure", services => services.PostConfigure<OktaLogoutOptions>(options => options.RevokeTokens = false) },
        { "AddOptions", services => services.AddOptions<OktaLogoutOptions>().Configure(options => options.RevokeTokens = false) },
        { "Bind", services => services.AddOptions<OktaLogoutOptions>().BindConfiguration("Okta") },
        { "section", services => services.Configure<OktaLogoutOptions>(new ConfigurationBuilder().Build().GetSection("Okta")) },
        { "type", services => services.AddSingleton<IConfigureOptions<OktaLogoutOptions>, OwnConfiguration>() },
        { "with a service", services => services.AddOptions<OktaLogoutOptions>().PostConfigure<TimeProvider>((options, _) => options.RevokeTokens = false) },
    };

    public static TheoryData<string, Action<IServiceCollection>> Unknown => new()
    {
        { "Configure", services => services.Configure<OktaLogoutOptions>("Okta", options => options.RevokeTokens = false) },
        { "case", services => services.Configure<OktaLogoutOptions>("openidconnect", options => options.RevokeTokens = false) },
        { "cookie scheme", services => services.Configure<OktaLogoutOptions>("Cookies", options => options.RevokeTokens = false) },
        { "Bind", services => services.AddOptions<OktaLogoutOptions>("Okta").BindConfiguration("Okta") },
        { "PostConfigure", services => services.PostConfigure<OktaLogoutOptions>("Okta", options => options.RevokeTokens = false) },
    };

    public static TheoryData<string, Action<IServiceCollection>> Used => new()
    {
        { "the scheme", services => services.Configure<OktaLogoutOptions>("OpenIdConnect", options => options.RevokeTokens = false) },
        { "all", services => services.ConfigureAll<OktaLogoutOptions>(options => options.RevokeTokens = false) },
        { "all, later", services => services.PostConfigureAll<OktaLogoutOptions>(options => options.RevokeTokens = false) },
        { "type", services => services.AddSingleton<IConfigureOptions<OktaLogoutOptions>, OwnNamedConfiguration>() },
        { "nothing", _ => { } },
    };

    [Theory, MemberData(nameof(Unnamed))]
    public async Task Options_without_a_name_are_warned_about(string how, Action<IServiceCollection> configure)
    {
        await using var app = await new SomeApp { Services = configure }.StartAsync();

        Warnings(app).Should().ContainSingle(how).Which.Should().Contain("Configure<OktaLogoutOptions>(\"OpenIdConnect\"");
    }

    [Theory, MemberData(nameof(Unknown))]
    public async Task Options_under_a_name_that_is_no_scheme_are_warned_about(string how, Action<IServiceCollection> configure)
    {
        await using var app = await new SomeApp { Services = configure }.StartAsync();

        Warnings(app).Should().ContainSingle(how).Which.Should().Contain("(OpenIdConnect)");
    }

    [Theory, MemberData(nameof(Used))]
    public async Task Options_that_are_read_are_not_warned_about(string how, Action<IServiceCollection> configure)
    {
        await using var app = await new SomeApp { Services = configure }.StartAsync();

        Warnings(app).Should().BeEmpty(how);
    }

    [Fact]
    public async Task One_name_is_one_warning()
    {
        await using var app = await new SomeApp
        {
            Services = services =>
            {
                services.Configure<OktaLogoutOptions>("Okta", options => options.RevokeTokens = false);
                services.Configure<OktaLogoutOptions>("Okta", options => options.OktaDomain = "example.okta.com");
            },
        }.StartAsync();

        Warnings(app).Should().ContainSingle();
    }

    private static string[] Warnings(RunningApp app) =>
        [.. app.OwnLogs.Where(record => record.Level == LogLevel.Warning && record.Message.StartsWith("OL6124:", StringComparison.Ordinal)).Select(record => record.Message)];

    private sealed class OwnConfiguration : IConfigureOptions<OktaLogoutOptions>
    {
        public void Configure(OktaLogoutOptions options) => options.RevokeTokens = false;
    }

    private sealed class OwnNamedConfiguration : IConfigureNamedOptions<OktaLogoutOptions>
    {
        public void Configure(string? name, OktaLogoutOptions options) => options.RevokeTokens = false;

        public void Configure(OktaLogoutOptions options) => Configure(Options.DefaultName, options);
    }
}
