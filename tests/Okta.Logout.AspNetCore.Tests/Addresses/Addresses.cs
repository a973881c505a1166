using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The post_logout_redirect_uri: it has to be what is registered at Okta, character by character.</summary>
public sealed class Addresses
{
    [Fact]
    public async Task It_is_below_the_public_origin()
    {
        await using var app = await new SomeApp { Web = options => options.PublicOrigin = "https://www.example.com" }.StartAsync();

        (await RedirectUriAsync(app, "/signout")).Should().Be("https://www.example.com/signout/complete");
    }

    [Fact]
    public async Task A_poisoned_host_header_does_not_reach_okta_where_the_origin_is_configured()
    {
        await using var app = await new SomeApp { Web = options => options.PublicOrigin = "https://app.example.com" }.StartAsync();

        (await RedirectUriAsync(app, "/signout", ("Host", "evil.com"))).Should().Be(The.PostLogoutRedirectUri);
    }

    [Fact]
    public async Task A_poisoned_host_header_is_not_followed_by_the_app_itself()
    {
        await using var app = await new SomeApp().StartAsync();

        var response = await app.NewBrowser().SendAsync(Post("/signout", ("Host", "evil.com")));

        response.Location().Should().Be("/");
    }

    [Theory]
    [InlineData(".=.")]
    [InlineData("=")]
    [InlineData("[::1")]
    [InlineData("a:b:c")]
    public async Task A_host_header_that_is_no_host_does_not_stop_a_sign_out(string host)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.SendAsync(Post("/signout", ("Host", host)));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_host_header_with_markup_stays_a_value()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.SendAsync(Post("/signout", ("Host", "a\"><script>")));

        (await response.Content.ReadAsStringAsync()).Should().NotContain("\"><script>\"");
    }

    [Fact]
    public async Task Forwarded_headers_count_where_the_app_trusts_them()
    {
        await using var app = await new SomeApp
        {
            First = host => host.UseForwardedHeaders(),
            Services = services => services.Configure<ForwardedHeadersOptions>(options =>
            {
                options.ForwardedHeaders = ForwardedHeaders.All;
                options.KnownIPNetworks.Clear();
                options.KnownProxies.Clear();
            }),
        }.StartAsync();

        var uri = await RedirectUriAsync(
            app, "/signout", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "public.example.com"), ("X-Forwarded-Prefix", "/portal"));

        uri.Should().Be("https://public.example.com/portal/signout/complete");
    }

    [Fact]
    public async Task Forwarded_headers_mean_nothing_where_the_app_does_not_trust_them()
    {
        await using var app = await new SomeApp().StartAsync();

        (await RedirectUriAsync(app, "/signout", ("X-Forwarded-Host", "evil.com"), ("X-Forwarded-Proto", "http"))).Should().Be(The.PostLogoutRedirectUri);
    }

    [Fact]
    public async Task A_path_base_is_part_of_it()
    {
        await using var app = await new SomeApp { First = host => host.UsePathBase("/portal") }.StartAsync();

        (await RedirectUriAsync(app, "/portal/signout")).Should().Be("https://app.example.com/portal/signout/complete");
    }

    [Fact]
    public async Task A_path_base_is_part_of_the_state_cookie_and_of_the_default_path()
    {
        await using var app = await new SomeApp { First = host => host.UsePathBase("/b\u00e4se") }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/b%C3%A4se/signout", ("returnUrl", "~/bye"));

        response.SetCookie(".Okta.Logout.").Should().Contain("path=/b%C3%A4se/signout/complete;");
        var state = (await HtmlForm.ReadAsync(response)).Fields["state"];
        (await browser.GetAsync("/b%C3%A4se/signout/complete?state=" + state)).Location().Should().Be("/b%C3%A4se/bye");
        (await browser.GetAsync("/b%C3%A4se/signout/complete?state=" + state)).Location().Should().Be("/b%C3%A4se/");
    }

    [Theory]
    [InlineData("/account/logout", "")]
    [InlineData("account/logout", "")]
    [InlineData("/account/logout/", "")]
    [InlineData("/logout", "/account")]
    public async Task Prefix_and_group_are_part_of_it(string prefix, string group)
    {
        await using var app = await new SomeApp { Map = endpoints => endpoints.MapGroup(group).MapOktaLogout(prefix) }.StartAsync();

        (await RedirectUriAsync(app, "/account/logout")).Should().Be("https://app.example.com/account/logout/complete");
    }

    [Fact]
    public async Task A_group_with_a_parameter_keeps_its_value()
    {
        await using var app = await new SomeApp { Map = endpoints => endpoints.MapGroup("/{tenant}").MapOktaLogout() }.StartAsync();

        (await RedirectUriAsync(app, "/acme/signout")).Should().Be("https://app.example.com/acme/signout/complete");
    }

    [Fact]
    public async Task On_plain_http_the_state_cookie_is_not_secure()
    {
        await using var app = await new SomeApp { Web = options => options.PublicOrigin = "http://localhost:5000" }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await browser.PostAsync("/signout")).SetCookie(".Okta.Logout.").Should().NotContain("secure");
    }

    [Fact]
    public async Task Behind_a_proxy_that_says_nothing_the_state_cookie_follows_the_public_origin()
    {
        await using var app = await new SomeApp
        {
            Web = options => options.PublicOrigin = "https://app.example.com",
            First = host => host.Use((context, next) =>
            {
                if (context.Request.Path.StartsWithSegments("/signout"))
                    context.Request.Scheme = "http";
                return next(context);
            }),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout", ("returnUrl", "/bye"));

        response.SetCookie(".Okta.Logout.").Should().Contain("secure");
        var state = (await HtmlForm.ReadAsync(response)).Fields["state"];
        var back = await browser.GetAsync("/signout/complete?state=" + state);
        back.Location().Should().Be("/bye");
        back.SetCookie(".Okta.Logout.").Should().Contain("secure");
    }

    private static async Task<string> RedirectUriAsync(RunningApp app, string path, params (string Name, string Value)[] headers)
    {
        var browser = await app.SignedInBrowserAsync();
        return (await HtmlForm.ReadAsync(await browser.SendAsync(Post(path, headers)))).Fields["post_logout_redirect_uri"];
    }

    private static HttpRequestMessage Post(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
