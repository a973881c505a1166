using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One OpenID Connect scheme whose options differ by tenant: each has an issuer and a client of its own.</summary>
public sealed class TenantsBehindOneScheme
{
    private const string HostA = "https://a.example.com";
    private const string HostB = "https://b.example.com";
    private const string IssuerA = "https://tenant-a.okta.com/oauth2/default";
    private const string IssuerB = "https://tenant-b.okta.com/oauth2/default";
    private const string IssuerC = "https://tenant-c.okta.com/oauth2/default";

    private readonly SharedState _shared = new();
    private string _issuerOfB = IssuerB;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Tokens_are_revoked_at_the_tenant_s_own_issuer_and_by_its_own_client(bool usesCache)
    {
        await using var app = await StartAsync(usesCache);
        var (a, b) = (await SignedInAsync(app, HostA), await SignedInAsync(app, HostB));

        await a.PostAsync("/signout");
        await b.PostAsync("/signout");

        app.Okta.Revocations.Should().OnlyContain(revoked =>
            revoked.Token.EndsWith('1') ? revoked.Server == IssuerA && revoked.ClientId == "client-a" : revoked.Server == IssuerB && revoked.ClientId == "client-b");
        app.Okta.RevokedTokens.Should().Contain(app.Okta.IssuedRefreshTokens);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Tokens_are_revoked_there_also_where_the_second_tenant_signs_out_first(bool usesCache)
    {
        await using var app = await StartAsync(usesCache);
        var (a, b) = (await SignedInAsync(app, HostA), await SignedInAsync(app, HostB));

        await b.PostAsync("/signout");
        await a.PostAsync("/signout");

        app.Okta.Revocations.Should().OnlyContain(revoked =>
            revoked.Token.EndsWith('1') ? revoked.Server == IssuerA && revoked.ClientId == "client-a" : revoked.Server == IssuerB && revoked.ClientId == "client-b");
        app.Okta.RevokedTokens.Should().Contain(app.Okta.IssuedRefreshTokens);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Each_user_is_sent_to_the_Okta_of_the_tenant(bool usesCache)
    {
        await using var app = await StartAsync(usesCache);
        var (a, b) = (await SignedInAsync(app, HostA), await SignedInAsync(app, HostB));

        (await SignOutPage.PressAsync(a)).ShouldLeadToOkta(app.Okta.IssuedIdTokens[0], IssuerA + "/v1/logout");
        (await SignOutPage.PressAsync(b)).ShouldLeadToOkta(app.Okta.IssuedIdTokens[1], IssuerB + "/v1/logout");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_cookie_of_one_tenant_that_is_signed_out_at_another_sends_nothing_to_the_other(bool usesCache)
    {
        await using var app = await StartAsync(usesCache);
        var b = await SignedInAsync(app, HostB);
        var atA = new Browser(app, b.Cookies.Copy(), new(HostA));

        var page = await SignOutPage.PressAsync(atA);

        app.Okta.Revocations.Should().NotContain(revoked => revoked.Server == IssuerA);
        page.Address.Should().NotBe(IssuerA + "/v1/logout");
        (await b.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_tenant_that_has_moved_gets_no_tokens_of_its_old_issuer(bool usesCache)
    {
        await using var app = await StartAsync(usesCache);
        await (await SignedInAsync(app, HostB)).PostAsync("/signout");
        var b = await SignedInAsync(app, HostB);
        _issuerOfB = IssuerC;
        await using var moved = await StartAsync(usesCache);
        var atMoved = b.CopyAt(moved);

        var page = await SignOutPage.PressAsync(atMoved);

        app.Okta.Revocations.Should().NotContain(revoked => revoked.Server == IssuerC);
        page.Address.Should().NotBe(IssuerC + "/v1/logout");
        (await b.CopyAt(moved).IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_front_channel_of_each_tenant_ends_its_sessions_only(bool usesCache)
    {
        await using var app = await StartAsync(usesCache);
        var (a, b) = (await SignedInAsync(app, HostA), await SignedInAsync(app, HostB));
        app.Clock.Pass();

        await app.NewBrowser(HostB).GetAsync($"/signout/frontchannel?iss={Uri.EscapeDataString(IssuerB)}&sid={The.Sid}");

        (await a.IsSignedInAsync()).Should().BeTrue();
        (await b.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task No_copy_works_after_the_sign_out(bool usesCache)
    {
        await using var app = await StartAsync(usesCache);
        var b = await SignedInAsync(app, HostB);
        var copy = b.Copy();

        await b.PostAsync("/signout");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Tokens_of_an_issuer_that_the_app_chose_for_one_request_do_not_go_to_the_configured_one()
    {
        await using var app = await new SomeApp
        {
            OpenIdConnect = options =>
            {
                options.TokenValidationParameters.ValidateIssuer = false;
                options.Events.OnRedirectToIdentityProvider = context =>
                {
                    context.ProtocolMessage.IssuerAddress = IssuerB + "/v1/authorize";
                    return Task.CompletedTask;
                };
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        var page = await SignOutPage.PressAsync(browser);

        app.Okta.RevokedTokens.Should().BeEmpty();
        page.Address.Should().NotBe(The.EndSessionEndpoint);
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    private static async Task<Browser> SignedInAsync(RunningApp app, string host)
    {
        var browser = app.NewBrowser(host);
        await browser.SignInAsync();
        return browser;
    }

    private Task<RunningApp> StartAsync(bool usesCache) => new SomeApp
    {
        Clock = _shared.Clock,
        Okta = _shared.Okta,
        ServicesBefore = services =>
        {
            services.AddHttpContextAccessor();
            if (usesCache)
                services.AddSingleton<IOptionsMonitorCache<OpenIdConnectOptions>, TenantOptionsCache>();
            else
                services.AddSingleton<IOptionsMonitor<OpenIdConnectOptions>, TenantOptions>();
            services.AddOptions<OpenIdConnectOptions>("OpenIdConnect").Configure<IHttpContextAccessor>((options, accessor) => SetUp(options, TenantOptions.TenantOf(accessor)));
        },
        Authentication = (authentication, okta) =>
        {
            okta.IssuesDistinctTokens = true;
            foreach (var issuer in new[] { IssuerA, IssuerB, IssuerC })
                okta.AddServer(issuer);
            authentication.AddCookie().AddOpenIdConnect();
        },
        Services = services => _shared.AddTo(services),
    }.StartAsync();

    private void SetUp(OpenIdConnectOptions options, string tenant)
    {
        options.Authority = tenant is "b" ? _issuerOfB : IssuerA;
        options.ClientId = "client-" + tenant;
        options.ClientSecret = The.ClientSecret;
        options.ResponseType = "code";
        options.SaveTokens = true;
    }
}
