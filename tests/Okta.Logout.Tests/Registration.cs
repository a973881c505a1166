using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.Tests;

public sealed class Registration : IAsyncDisposable
{
    private readonly SignOutApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_plain_service_collection_is_enough()
    {
        await using var provider = new ServiceCollection().AddOktaLogoutCore(options => options.ClientId = The.ClientId).Services.BuildServiceProvider();

        provider.GetRequiredService<IOktaSignOut>().Should().NotBeNull();
    }

    [Fact]
    public async Task Adding_twice_is_harmless()
    {
        _app.Builder.AddSessionTerminator<CartTerminator>();
        _app.Services.AddOktaLogoutCore(options => options.RemoteTimeout = TimeSpan.FromSeconds(3)).AddSessionTerminator<CartTerminator>();

        var result = await _app.SignOutAsync();

        result.Steps.Should().OnlyContain(step => step.Outcome == SignOutStepOutcome.Succeeded || step.Outcome == SignOutStepOutcome.Prepared).And.HaveCount(6);
        _app.Journal.Should().BeEquivalentTo(nameof(CartTerminator), "okta discovery", "okta revokes refresh_token", "okta revokes access_token", "okta revokes device_secret");
    }

    [Fact]
    public async Task What_is_wrong_with_the_options_is_said_once_however_often_they_are_added()
    {
        _app.Services.AddOktaLogoutCore(options => options.ClientId = null);

        (await _app.Awaiting(app => app.Provider.GetRequiredService<IOktaDiscoveryClient>().GetEndpointsAsync().AsTask())
            .Should().ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>()).Which.Failures.Should().ContainSingle();
    }

    [Fact]
    public async Task A_store_that_the_host_registered_before_wins()
    {
        var store = new ScriptedStore((_, _) => default);
        await using var provider = new ServiceCollection()
            .AddSingleton<ISessionRevocationStore>(store)
            .AddOktaLogoutCore(options => options.ClientId = The.ClientId).Services
            .BuildServiceProvider();

        provider.GetRequiredService<ISessionRevocationStore>().Should().BeSameAs(store);
    }

    [Fact]
    public void A_store_that_the_host_registers_afterwards_wins()
    {
        _app.WithStore((_, _) => default);

        _app.Store.Should().BeOfType<ScriptedStore>();
    }

    [Fact]
    public async Task Clients_that_the_host_registers_serve_the_options_without_a_name()
    {
        _app.Services.AddSingleton<IOktaDiscoveryClient>(new KnownEndpoints());
        _app.Services.AddSingleton<ITokenRevocationClient>(new ScriptedRevocation((_, _) => Task.FromResult(new TokenRevocationResult(TokenRevocationStatus.Revoked))));

        var result = await _app.SignOutAsync();

        result.Steps.Should().OnlyContain(step => step.Outcome == SignOutStepOutcome.Succeeded || step.Outcome == SignOutStepOutcome.Prepared);
        _app.Okta.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Each_registration_is_served_by_clients_of_its_own()
    {
        _app.Services.AddOktaLogoutCore("partner", options =>
        {
            options.Issuer = "https://partner.okta.com";
            options.ClientId = "partner-client";
            options.EndSessionEndpoint = "https://partner.okta.com/oauth2/v1/logout";
            options.RevocationEndpoint = The.RevocationEndpoint;
        });

        var idToken = Some.IdToken(iss: "https://partner.okta.com", aud: "partner-client");
        var result = await _app.SignOutAsync(Some.SignOutRequest(idToken, registration: "partner", session: Some.Session(issuer: "https://partner.okta.com")));

        result.OktaLogout!.Endpoint.Should().Be("https://partner.okta.com/oauth2/v1/logout");
        _app.Okta.Requests.Should().BeEquivalentTo("okta revokes refresh_token", "okta revokes access_token", "okta revokes device_secret");
    }

    [Fact]
    public async Task A_keyed_client_that_the_host_registers_serves_the_registration_of_that_name()
    {
        _app.Services.AddOktaLogoutCore("partner", options =>
        {
            options.Issuer = The.Issuer;
            options.ClientId = The.ClientId;
        });
        _app.Services.AddKeyedSingleton<IOktaDiscoveryClient>("partner", new KnownEndpoints());

        (await _app.SignOutAsync(Some.SignOutRequest(registration: "partner"))).OktaLogout.Should().NotBeNull();

        _app.Okta.Requests.Should().NotContain("okta discovery");
    }

    [Fact]
    public void The_same_name_gives_the_same_client()
    {
        _app.Services.AddOktaLogoutCore("partner", options => options.ClientId = The.ClientId).Services
            .Configure<OktaLogoutOptions>("partner", options => options.Issuer = The.Issuer);

        _app.Provider.GetRequiredKeyedService<IOktaDiscoveryClient>("partner")
            .Should().BeSameAs(_app.Provider.GetRequiredKeyedService<IOktaDiscoveryClient>("partner"))
            .And.NotBeSameAs(_app.Provider.GetRequiredService<IOktaDiscoveryClient>());
    }

    [Fact]
    public async Task A_terminator_gets_services_of_its_own_scope()
    {
        _app.Services.AddScoped<ScopeOfATerminator>();
        _app.Builder.AddSessionTerminator<ScopedTerminator>();

        await _app.SignOutAsync();
        await _app.SignOutAsync();

        _app.Journal.Where(entry => entry == ScopeOfATerminator.Ended).Should().HaveCount(2);
    }

    [Fact]
    public void Arguments_are_needed()
    {
        _app.Services.Invoking(services => services.AddOktaLogoutCore(null!)).Should().Throw<ArgumentNullException>();
        _app.Services.Invoking(services => services.AddOktaLogoutCore(null!, _ => { })).Should().Throw<ArgumentNullException>();
        _app.Builder.Invoking(builder => builder.ConfigureTermination(null!)).Should().Throw<ArgumentNullException>();
    }
}
