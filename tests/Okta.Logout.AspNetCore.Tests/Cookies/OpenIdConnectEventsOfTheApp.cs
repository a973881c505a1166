using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The app's own OpenID Connect events run, however they were set, and every session gets its identity.</summary>
public sealed class OpenIdConnectEventsOfTheApp
{
    private static readonly string[] AllOfASignIn = ["RedirectToIdentityProvider", "TokenValidated", "TicketReceived"];

    private readonly List<string> _calls = [];

    [Fact]
    public Task Events_set_as_an_object_run() => RunAsync(options => options.Events = new NotingOpenIdConnectEvents(_calls), _ => { });

    [Fact]
    public Task Events_set_as_delegates_run() => RunAsync(SetDelegates, _ => { });

    [Fact]
    public Task Events_set_as_a_type_of_the_services_run() => RunAsync(
        options => options.EventsType = typeof(NotingOpenIdConnectEvents),
        services => services.AddScoped(_ => new NotingOpenIdConnectEvents(_calls)));

    [Fact]
    public Task Events_added_by_a_later_post_configuration_run() => RunAsync(
        _ => { }, services => services.PostConfigure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, SetDelegates));

    [Fact]
    public async Task A_session_has_its_identity_where_the_app_completes_the_validation_itself()
    {
        var terminator = new RecordingTerminator();
        await using var app = await new SomeApp
        {
            OpenIdConnect = options => options.Events.OnTokenValidated = context =>
            {
                context.Success();
                return Task.CompletedTask;
            },
            Services = services => services.AddSingleton<ISessionTerminator>(terminator),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        terminator.Session.Subject.Should().Be(The.Subject);
        terminator.Session.Issuer.Should().Be(The.Issuer);
    }

    private async Task RunAsync(Action<OpenIdConnectOptions> openIdConnect, Action<IServiceCollection> services)
    {
        var terminator = new RecordingTerminator();
        await using var app = await new SomeApp
        {
            OpenIdConnect = openIdConnect,
            Services = all =>
            {
                all.AddSingleton<ISessionTerminator>(terminator);
                services(all);
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.PostAsync("/signout");

        _calls.Should().Equal(AllOfASignIn);
        terminator.Session.Subject.Should().Be(The.Subject);
    }

    private void SetDelegates(OpenIdConnectOptions options)
    {
        options.Events.OnRedirectToIdentityProvider = _ => Note("RedirectToIdentityProvider");
        options.Events.OnTokenValidated = _ => Note("TokenValidated");
        options.Events.OnTicketReceived = _ => Note("TicketReceived");
    }

    private Task Note(string call)
    {
        _calls.Add(call);
        return Task.CompletedTask;
    }
}
