using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A set-up that cannot work is refused when the host starts, with the setting and the fix.</summary>
public sealed class StartUp
{
    public static TheoryData<string, string> WrongWebOptions => new()
    {
        { "OL6011", "https://app.example.com/" },
        { "OL6011", "https://app.example.com/path" },
        { "OL6011", "https://app.example.com?x" },
        { "OL6011", "https://user@app.example.com" },
        { "OL6011", "app.example.com" },
        { "OL6011", "ftp://app.example.com" },
        { "OL6011", "javascript:alert(1)" },
        { "OL6011", "https://b\u00fccher.example" },
        { "OL6011", "https://app.example.com:443" },
        { "OL6011", " https://app.example.com" },
        { "OL6011", "" },
        { "OL6012", "https://*.example.com" },
        { "OL6012", "*" },
        { "OL6012", "null" },
        { "OL6012", "https://spa.example.com/" },
        { "OL6012", "https://user:password@spa.example.com" },
        { "OL6013", "" },
        { "OL6013", "signed-out" },
        { "OL6013", "//evil.com" },
        { "OL6013", "/\\evil.com" },
        { "OL6013", "/.//evil.com" },
        { "OL6013", "/a\r\nb" },
        { "OL6013", "~/signed-out" },
        { "OL6013", "https://app.example.com/signed-out" },
        { "OL6014", "00:00:59" },
        { "OL6014", "1.00:00:01" },
        { "OL6014", "-00:15:00" },
        { "OL6015", "7" },
        { "OL6020", "7" },
        { "OL6021", "portal" },
        { "OL6021", "/portal/" },
        { "OL6021", "/" },
        { "OL6021", "//evil.com" },
        { "OL6021", "/a/../b" },
        { "OL6021", "/portal?x" },
        { "OL6021", "/portal#x" },
        { "OL6021", "/b\u00e4se" },
        { "OL6021", "https://app.example.com/portal" },
    };

    [Theory]
    [MemberData(nameof(WrongWebOptions))]
    public async Task A_wrong_option_is_refused(string error, string value)
    {
        var start = Starting(new SomeApp { Web = options => Set(options, error, value) });

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage($"*{error}*");
    }

    [Fact]
    public async Task All_wrong_options_are_named_together()
    {
        var start = Starting(new SomeApp
        {
            Web = options =>
            {
                options.PublicOrigin = "x";
                options.SignedOutPath = "x";
                options.StateLifetime = TimeSpan.Zero;
            },
        });

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage("*OL6011*OL6013*OL6014*");
    }

    [Fact]
    public async Task An_app_without_an_openid_connect_scheme_starts_with_a_warning()
    {
        await using var app = await new SomeApp { Authentication = (authentication, _) => authentication.AddCookie() }.StartAsync();

        app.OwnLogs.Should().ContainSingle(record => record.Message.StartsWith("OL6001"));
    }

    [Fact]
    public async Task A_name_that_is_no_openid_connect_scheme_is_refused() =>
        await Starting(new SomeApp { AddOktaLogout = services => services.AddOktaLogout("Oidc", "Cookies") })
            .ShouldBeStoppedAsync("OL6002: 'Oidc'*");

    [Fact]
    public async Task A_cookie_scheme_named_as_openid_connect_scheme_is_refused() =>
        await Starting(new SomeApp { AddOktaLogout = services => services.AddOktaLogout("Cookies", "Cookies") })
            .ShouldBeStoppedAsync("OL6002: 'Cookies'*");

    [Fact]
    public async Task A_pair_of_schemes_in_the_wrong_order_is_refused() =>
        await Starting(new SomeApp { AddOktaLogout = services => services.AddOktaLogout("Cookies", "OpenIdConnect") })
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("OL6002: 'Cookies'*");

    [Theory]
    [InlineData("Cookie")]
    [InlineData("OpenIdConnect")]
    public async Task A_name_that_is_no_cookie_scheme_is_refused(string name) =>
        await Starting(new SomeApp { AddOktaLogout = services => services.AddOktaLogout("OpenIdConnect", name) })
            .ShouldBeStoppedAsync($"OL6003: '{name}'*");

    [Theory]
    [InlineData(nameof(OktaLogoutOptions.Issuer), "https://example-admin.okta.com/oauth2/default", "OL1005")]
    [InlineData(nameof(OktaLogoutOptions.Issuer), "http://example.okta.com", "OL1008")]
    [InlineData(nameof(OktaLogoutOptions.ClientId), "{yourClientId}", "OL1004")]
    [InlineData(nameof(OktaLogoutOptions.ClientId), "", "OL1003")]
    public async Task A_wrong_server_or_client_is_refused(string option, string value, string error)
    {
        var start = Starting(new SomeApp
        {
            Services = services => services.ConfigureAll<OktaLogoutOptions>(options =>
            {
                if (option == nameof(OktaLogoutOptions.Issuer))
                    options.Issuer = value;
                else
                    options.ClientId = value;
            }),
        });

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage($"{error}:*'OpenIdConnect'*");
    }

    [Theory]
    [InlineData("/signout", "CallbackPath")]
    [InlineData("/signout/complete", "CallbackPath")]
    [InlineData("/SignOut/Complete", "SignedOutCallbackPath")]
    [InlineData("/signout", "RemoteSignOutPath")]
    [InlineData("/signout/frontchannel", "RemoteSignOutPath")]
    [InlineData("/signout/backchannel", "RemoteSignOutPath")]
    [InlineData("/signout/universal", "CallbackPath")]
    [InlineData("/signout/events", "CallbackPath")]
    public async Task A_path_that_the_openid_connect_handler_takes_is_refused(string path, string option)
    {
        var start = Starting(new SomeApp
        {
            AddOktaLogout = StartUpMessages.AddAllChannels,
            Services = services => services.Configure<OktaLogoutWebOptions>(options => options.KeepRemoteSignOutPath = true),
            OpenIdConnect = options => options.GetType().GetProperty(option)!.SetValue(options, new Microsoft.AspNetCore.Http.PathString(path)),
        });

        await start.ShouldBeStoppedAsync($"OL6006: *.{option} *{path}*");
    }

    [Fact]
    public async Task Cookie_events_that_are_set_after_all_configuration_are_guarded_too()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.PostConfigureAll<CookieAuthenticationOptions>(options => options.Events = new CookieAuthenticationEvents()),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        await browser.PostAsync("/signout");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Cookie_events_that_an_options_monitor_of_the_app_displaces_are_refused()
    {
        var monitor = new OwnMonitor<CookieAuthenticationOptions>(new() { Events = new() });

        await Starting(new SomeApp { Services = services => services.AddSingleton<IOptionsMonitor<CookieAuthenticationOptions>>(monitor) })
            .ShouldBeStoppedAsync("OL6010:*'Cookies'*");
    }

    [Fact]
    public async Task OpenId_connect_events_that_are_set_after_all_configuration_record_sessions_too()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.PostConfigureAll<OpenIdConnectOptions>(options => options.Events = new OpenIdConnectEvents()),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await app.NewBrowser().GetAsync($"/signout/frontchannel?iss={Uri.EscapeDataString(The.Issuer)}&sid={The.Sid}");

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task OpenId_connect_events_that_an_options_monitor_of_the_app_displaces_are_refused()
    {
        var monitor = new OwnMonitor<OpenIdConnectOptions>(new() { Authority = The.Issuer, ClientId = The.ClientId, Events = new() });

        await Starting(new SomeApp { Services = services => services.AddSingleton<IOptionsMonitor<OpenIdConnectOptions>>(monitor) })
            .ShouldBeStoppedAsync("OL6019:*'OpenIdConnect'*");
    }

    [Fact]
    public async Task A_callback_path_below_the_prefix_is_no_collision()
    {
        await using var app = await new SomeApp { OpenIdConnect = options => options.CallbackPath = "/signout/callback" }.StartAsync();

        (await (await app.SignedInBrowserAsync()).IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Mapping_without_the_services_is_refused() =>
        await Starting(new SomeApp { AddOktaLogout = _ => { } }).ShouldBeStoppedAsync("OL6005:*AddOktaLogout*");

    [Fact]
    public async Task Mapping_twice_is_refused()
    {
        var start = Starting(new SomeApp
        {
            Map = endpoints =>
            {
                endpoints.MapOktaLogout();
                endpoints.MapOktaLogout("/logout");
            },
        });

        await start.ShouldBeStoppedAsync("OL6009: *MapOktaLogout*");
    }

    [Theory, InlineData("/signout/complete"), InlineData("/SignOut/Complete/?from=okta"), InlineData("/signout/continue")]
    public async Task A_signed_out_path_that_leads_back_to_itself_is_refused(string path) =>
        await Starting(new SomeApp { Web = options => options.SignedOutPath = path }).Should().ThrowAsync<InvalidOperationException>().WithMessage("OL6128:*");

    private static Func<Task> Starting(SomeApp app) => async () =>
    {
        await using var running = await app.StartAsync();
    };

    private static void Set(OktaLogoutWebOptions options, string error, string value)
    {
        switch (error)
        {
            case "OL6011":
                options.PublicOrigin = value;
                break;
            case "OL6012":
                options.AllowedOrigins.Add(value);
                break;
            case "OL6013":
                options.SignedOutPath = value;
                break;
            case "OL6014":
                options.StateLifetime = TimeSpan.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
                break;
            case "OL6020":
                options.OnRevocationCheckFailure = Enum.Parse<RevocationCheckFailure>(value);
                break;
            case "OL6021":
                options.PublicPathBase = value;
                break;
            default:
                options.EndSessionMethod = Enum.Parse<EndSessionMethod>(value);
                break;
        }
    }
}
