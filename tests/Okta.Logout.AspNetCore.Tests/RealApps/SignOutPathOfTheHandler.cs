using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A page of any site can load <c>/signout-oidc</c>, at which the OpenID Connect handler of ASP.NET Core signs out whoever has no <c>sid</c>.</summary>
public sealed class SignOutPathOfTheHandler
{
    [Theory, InlineData("GET"), InlineData("POST")]
    public async Task A_request_of_another_site_ends_nothing(string method)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await SignedInWithoutSidAsync(app);
        var copy = browser.Copy();

        await RequestOfAnotherSiteAsync(browser, "/signout-oidc", method);

        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await copy.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task The_app_may_have_an_endpoint_of_its_own_there()
    {
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapGet("/signout-oidc", () => "mine").AllowAnonymous(),
        }.StartAsync();

        (await (await app.NewBrowser().GetAsync("/signout-oidc")).Content.ReadAsStringAsync()).Should().Be("mine");
    }

    [Fact]
    public async Task An_app_may_keep_it()
    {
        await using var app = await new SomeApp { Web = options => options.KeepRemoteSignOutPath = true }.StartAsync();
        var browser = await SignedInWithoutSidAsync(app);

        await RequestOfAnotherSiteAsync(browser, "/signout-oidc");

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_scheme_that_takes_no_part_keeps_it()
    {
        await using var app = await new SomeApp
        {
            Authentication = (authentication, okta) =>
            {
                okta.AddServer("https://other.example.com");
                authentication.AddCookie()
                    .AddOpenIdConnect(options => SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-oidc"))
                    .AddOpenIdConnect("Other", options => SomeScheme.SetUp(options, "https://other.example.com", "other", "/other"));
            },
            AddOktaLogout = services => services.AddOktaLogout("OpenIdConnect", "Cookies"),
        }.StartAsync();
        var browser = await SignedInWithoutSidAsync(app);

        await RequestOfAnotherSiteAsync(browser, "/signin-oidc-remote");
        (await browser.IsSignedInAsync()).Should().BeTrue();

        await RequestOfAnotherSiteAsync(browser, "/other-remote");
        (await browser.IsSignedInAsync()).Should().BeFalse();
        app.OwnLogs.Count(IsWarning).Should().Be(1);
    }

    [Fact]
    public async Task A_path_that_is_set_after_all_configuration_is_closed_too()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.PostConfigureAll<OpenIdConnectOptions>(options => options.RemoteSignOutPath = "/late"),
        }.StartAsync();
        var browser = await SignedInWithoutSidAsync(app);

        await RequestOfAnotherSiteAsync(browser, "/late");

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_path_that_is_set_in_options_which_are_in_use_is_closed_too()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await SignedInWithoutSidAsync(app);
        app.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get("OpenIdConnect").RemoteSignOutPath = "/late";

        await RequestOfAnotherSiteAsync(browser, "/late");

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_path_that_an_options_monitor_of_the_app_opens_again_ends_nothing()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.AddSingleton<IOptionsMonitor<OpenIdConnectOptions>, ReopeningMonitor>(),
        }.StartAsync();
        var browser = await SignedInWithoutSidAsync(app);

        await RequestOfAnotherSiteAsync(browser, ReopeningMonitor.Path);

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task The_path_of_a_scheme_that_is_added_at_run_time_is_closed_with_a_warning()
    {
        await using var app = await new SomeApp().StartAsync();
        app.Services.GetRequiredService<IOptionsMonitorCache<OpenIdConnectOptions>>().TryAdd("Later", Later());
        app.Services.GetRequiredService<IAuthenticationSchemeProvider>().AddScheme(new("Later", null, typeof(OpenIdConnectHandler)));
        var browser = await SignedInWithoutSidAsync(app);

        await RequestOfAnotherSiteAsync(browser, "/later-remote");

        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.OwnLogs.Should().ContainSingle(record => IsWarning(record)).Which.Message.Should().Contain("Later");

        static OpenIdConnectOptions Later()
        {
            var options = new OpenIdConnectOptions { SignInScheme = "Cookies", SignOutScheme = "Cookies" };
            SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/later");
            return options;
        }
    }

    [Theory]
    [InlineData("/logout/okta", true)]
    [InlineData("/signout-oidc", false)]
    [InlineData("/signout/frontchannel", true)]
    [InlineData(null, false)]
    public async Task A_path_that_the_app_has_chosen_itself_is_warned_about_when_it_is_closed(string? path, bool isWarning)
    {
        await using var app = await new SomeApp { OpenIdConnect = options => options.RemoteSignOutPath = path is null ? default : new(path) }.StartAsync();

        app.OwnLogs.Where(IsWarning).Should().HaveCount(isWarning ? 1 : 0);
    }

    [Fact]
    public async Task No_warning_where_the_app_keeps_the_path()
    {
        await using var app = await new SomeApp
        {
            OpenIdConnect = options => options.RemoteSignOutPath = "/logout/okta",
            Web = options => options.KeepRemoteSignOutPath = true,
        }.StartAsync();

        app.OwnLogs.Should().NotContain(record => IsWarning(record));
    }

    private static bool IsWarning(Microsoft.Extensions.Logging.Testing.FakeLogRecord record) =>
        record.Level == LogLevel.Warning && record.Message.StartsWith("OL6120:", StringComparison.Ordinal);

    private static async Task<Browser> SignedInWithoutSidAsync(RunningApp app)
    {
        app.Okta.Claims.Remove("sid");
        return await app.SignedInBrowserAsync();
    }

    private static async Task RequestOfAnotherSiteAsync(Browser browser, string path, string method = "GET")
    {
        var request = new HttpRequestMessage(new(method), path) { Headers = { { "Sec-Fetch-Site", "cross-site" }, { "Sec-Fetch-Mode", "navigate" } } };
        if (method == "POST")
            request.Content = new FormUrlEncodedContent([new("iss", The.Issuer)]);
        await browser.SendAsync(request);
    }

    private sealed class ReopeningMonitor(IOptionsFactory<OpenIdConnectOptions> factory) : IOptionsMonitor<OpenIdConnectOptions>
    {
        public const string Path = "/reopened";

        private readonly Lazy<OpenIdConnectOptions> _options = new(() =>
        {
            var options = factory.Create("OpenIdConnect");
            options.RemoteSignOutPath = Path;
            return options;
        });

        public OpenIdConnectOptions CurrentValue => _options.Value;

        public OpenIdConnectOptions Get(string? name) => _options.Value;

        public IDisposable? OnChange(Action<OpenIdConnectOptions, string?> listener) => null;
    }
}
