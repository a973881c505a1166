using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What an app registers itself, before or after the calls of this library, is what is used.</summary>
public sealed class ServicesOfTheApp
{
    private static readonly object[] Own =
    [
        new SwitchableStore(TimeProvider.System), new FailingReplayCache(), new RecordingSignOut(), new OwnResolver(), new OwnPages(), new FakeTimeProvider(),
    ];

    public static TheoryData<Type> Interfaces =>
    [
        typeof(ISessionRevocationStore), typeof(ITokenReplayCache), typeof(IOktaSignOut), typeof(IUniversalLogoutSubjectResolver), typeof(IOktaLogoutPages), typeof(TimeProvider),
    ];

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void What_is_registered_before_wins(Type service) => ShouldWin(service, (services, own) =>
    {
        services.Add(own);
        AddAll(services);
    });

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void What_is_registered_between_wins(Type service) => ShouldWin(service, (services, own) =>
    {
        var builder = services.AddOktaLogout();
        services.Add(own);
        AddParts(builder);
    });

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void What_is_registered_afterwards_wins(Type service) => ShouldWin(service, (services, own) =>
    {
        AddAll(services);
        services.Add(own);
    });

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void What_replaces_ours_wins_even_if_ours_is_added_again(Type service) => ShouldWin(service, (services, own) =>
    {
        AddAll(services);
        services.Replace(own);
        AddAll(services);
    });

    [Fact]
    public void Without_services_of_the_app_the_cache_is_used_however_often_it_is_added()
    {
        var services = new ServiceCollection().AddDistributedMemoryCache();
        AddAll(services);
        AddAll(services);
        using var provider = services.BuildServiceProvider();

        provider.GetServices<ISessionRevocationStore>().Should().ContainSingle().Which.Should().BeOfType<DistributedCacheSessionRevocationStore>();
        provider.GetServices<ITokenReplayCache>().Should().ContainSingle().Which.Should().BeOfType<DistributedTokenReplayCache>();
    }

    [Fact]
    public async Task Clients_under_the_name_of_a_scheme_are_no_reason_to_warn()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.AddKeyedSingleton<IOktaDiscoveryClient>("OpenIdConnect", new OwnDiscovery()),
        }.StartAsync();

        Warnings(app, "OL6127").Should().BeEmpty();
    }

    [Fact]
    public async Task Clients_without_the_name_of_a_scheme_are_warned_about()
    {
        await using var app = await new SomeApp { Services = services => services.AddSingleton<IOktaDiscoveryClient>(new OwnDiscovery()) }.StartAsync();

        Warnings(app, "OL6127").Should().ContainSingle().Which.Should().Contain("AddKeyedSingleton<IOktaDiscoveryClient>(\"OpenIdConnect\"");
    }

    [Fact]
    public async Task An_API_is_told_that_it_has_no_sessions()
    {
        await using var app = await new SomeApp { Authentication = (authentication, _) => authentication.AddScheme<AuthenticationSchemeOptions, BearerHandler>("Bearer", _ => { }) }.StartAsync();

        Warnings(app, "OL6001").Should().ContainSingle().Which.Should().Contain("no session to end").And.NotContain("AddOpenIdConnect(");
    }

    [Fact]
    public async Task An_app_with_another_sign_in_is_told_what_a_sign_out_then_ends()
    {
        await using var app = await new SomeApp { Authentication = (authentication, _) => authentication.AddCookie() }.StartAsync();

        Warnings(app, "OL6001").Should().ContainSingle().Which.Should().Contain("end the cookie only");
    }

    private static void AddAll(IServiceCollection services) => AddParts(services.AddOktaLogout());

    private static void AddParts(OktaLogoutBuilder builder) => builder.UseDistributedCache().AddBackChannelLogout()
        .AddUniversalLogout("https://app.example.com/signout/universal").AddSharedSignals("https://app.example.com/signout/events");

    private static void ShouldWin(Type service, Action<IServiceCollection, ServiceDescriptor> add)
    {
        var own = Array.Find(Own, service.IsInstanceOfType)!;
        var services = new ServiceCollection().AddDistributedMemoryCache();
        add(services, new(service, own));
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService(service).Should().BeSameAs(own);
    }

    private static IEnumerable<string> Warnings(RunningApp app, string id) =>
        app.OwnLogs.Select(record => record.Message).Where(message => message.StartsWith(id, StringComparison.Ordinal));

    private sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
    }

    private sealed class OwnDiscovery : IOktaDiscoveryClient
    {
        public ValueTask<OktaEndpoints> GetEndpointsAsync(CancellationToken cancellationToken = default) => new(new OktaEndpoints(The.Issuer));
    }

    private sealed class OwnResolver : IUniversalLogoutSubjectResolver
    {
        public ValueTask<UniversalLogoutSubject> ResolveAsync(UniversalLogoutRequest request, CancellationToken cancellationToken = default) =>
            new(UniversalLogoutSubject.Unknown);
    }

    private sealed class OwnPages : IOktaLogoutPages
    {
        public Task WriteConfirmationAsync(HttpContext context, ConfirmationForm form) => Task.CompletedTask;

        public Task WriteFormPostAsync(HttpContext context, LogoutRequest request) => Task.CompletedTask;

        public Task WriteOktaUnreachableAsync(HttpContext context, LogoutRequest? request, string returnUrl) => Task.CompletedTask;

        public Task WriteIncompleteAsync(HttpContext context, LogoutRequest? request, string returnUrl) => Task.CompletedTask;
    }
}
