using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Okta.Logout;
using Okta.Logout.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds sign-out to an ASP.NET Core app.</summary>
public static class OktaLogoutServiceCollectionExtensions
{
    /// <summary>Adds sign-out for every OpenID Connect scheme of the app, each with its sign-in cookie. Call <c>MapOktaLogout</c> too.</summary>
    /// <param name="services">The app's services; the order of this call and <c>AddAuthentication</c> does not matter.</param>
    /// <returns>A builder for the parts that an app chooses.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    /// <remarks>
    /// Safe to call twice. Issuer, client ID and secret are taken from the OpenID Connect scheme; what the app sets itself with
    /// <c>Configure&lt;OktaLogoutOptions&gt;(scheme, …)</c> wins.
    /// </remarks>
    public static OktaLogoutBuilder AddOktaLogout(this IServiceCollection services) => services.AddOktaLogout(static _ => { });

    /// <summary>Adds sign-out for one OpenID Connect scheme and the cookie scheme that holds its sessions. Call it once for each pair.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="openIdConnectScheme">The name given to <c>AddOpenIdConnect</c>.</param>
    /// <param name="cookieScheme">The name given to <c>AddCookie</c>.</param>
    /// <returns>A builder for the parts that an app chooses.</returns>
    /// <exception cref="ArgumentException">An argument is null, or a name is empty.</exception>
    public static OktaLogoutBuilder AddOktaLogout(this IServiceCollection services, string openIdConnectScheme, string cookieScheme)
    {
        ArgumentException.ThrowIfNullOrEmpty(openIdConnectScheme);
        ArgumentException.ThrowIfNullOrEmpty(cookieScheme);
        return services.AddOktaLogout(options => options.Schemes[openIdConnectScheme] = cookieScheme);
    }

    /// <summary>Adds sign-out for every OpenID Connect scheme of the app, or for those that the options name.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>A builder for the parts that an app chooses.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static OktaLogoutBuilder AddOktaLogout(this IServiceCollection services, Action<OktaLogoutWebOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = OktaLogoutCoreServiceCollectionExtensions.AddServices(services);
        services.AddAuthentication();
        services.AddAntiforgery();
        services.AddRouting();
        services.Configure(configure);
        AddOptions(services);
        AddSessions(services);
        AddConnections(services);
        AddSignOut(services);
        AddStartup(services);
        FrontChannelServices.Add(services);
        OpenPageServices.Add(services);
        return builder;
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.TryAddSingleton<GuardedOptions>();
        services.TryAddSingleton<IOptionsMonitor<CookieAuthenticationOptions>>(static provider => MonitorOf<CookieAuthenticationOptions>(
            provider, (name, options) => provider.GetRequiredService<GuardedOptions>().Guard(name, options)));
        services.TryAddSingleton<IOptionsMonitor<OpenIdConnectOptions>>(static provider => MonitorOf<OpenIdConnectOptions>(
            provider, (name, options) => provider.GetRequiredService<GuardedOptions>().Guard(name, options)));
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IPostConfigureOptions<OktaLogoutOptions>, OktaLogoutOptionsFromScheme>(),
            ServiceDescriptor.Singleton<IPostConfigureOptions<SessionTerminationOptions>, SessionTerminationOptionsFromCookies>(),
            ServiceDescriptor.Singleton<IPostConfigureOptions<CookieAuthenticationOptions>, PostConfigureGuard>(),
            ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, PostConfigureGuard>(),
            ServiceDescriptor.Singleton<IValidateOptions<OktaLogoutWebOptions>, OktaLogoutWebOptionsValidator>(),
        ]);
        services.Replace(ServiceDescriptor.Singleton<IRegistrationSource, SchemeRegistrations>());
    }

    private static GuardedOptionsMonitor<TOptions> MonitorOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        IServiceProvider provider, Action<string, TOptions> guard)
        where TOptions : class => new(
            provider.GetRequiredService<IOptionsFactory<TOptions>>(), provider.GetServices<IOptionsChangeTokenSource<TOptions>>(),
            provider.GetRequiredService<IOptionsMonitorCache<TOptions>>(), guard);

    private static void AddSessions(IServiceCollection services)
    {
        services.TryAddSingleton<OktaLogoutSchemes>();
        services.TryAddSingleton<AccessTokenSchemes>();
        services.TryAddSingleton<RemoteSignOutPaths>();
        services.TryAddSingleton<IssuerRegistrations>();
        services.Replace(ServiceDescriptor.Singleton<IRegistrations>(static provider => provider.GetRequiredService<IssuerRegistrations>()));
        services.TryAddSingleton<KnownIssuers>();
        services.TryAddSingleton<SharedChecks>();
        services.TryAddSingleton<RevocationCheck>();
        services.TryAddSingleton<IAccessTokenCheck, AccessTokenCheck>();
        services.TryAddSingleton<StepTime>();
        services.TryAddSingleton<SessionLimits>();
        services.TryAddSingleton<CookieLifetime>();
        services.TryAddSingleton<SessionAdoption>();
        services.TryAddSingleton<LateTokens>();
        services.TryAddSingleton<OverdueSessions>();
        services.TryAddSingleton<CookieReader>();
        services.TryAddSingleton<SignOutsUnderWay>();
        services.TryAddSingleton<CookieValidation>();
        services.TryAddSingleton<SessionContinuity>();
        services.TryAddSingleton<ForeignCookies>();
        services.TryAddSingleton<SessionIssuance>();
        services.TryAddSingleton<SessionRecording>();
        services.TryAddSingleton<EndedCookies>();
        services.TryAddSingleton<CookieRemoval>();
        AuthenticationAtSignOut.Wrap(services);
    }

    private static void AddConnections(IServiceCollection services)
    {
        services.TryAddSingleton<SessionContinuation>();
        services.TryAddSingleton<LiveSessions>();
        services.TryAddSingleton<ConnectionSessions>();
        services.TryAddSingleton<CircuitConnections>();
        services.TryAddSingleton<SessionHubFilter>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IConfigureOptions<HubOptions>, SessionHubOptions>(),
            ServiceDescriptor.Scoped<CircuitHandler, SessionCircuitHandler>(),
        ]);
    }

    private static void AddSignOut(IServiceCollection services)
    {
        services.TryAddSingleton<MappedEndpoints>();
        services.TryAddSingleton<PublicPathBase>();
        services.TryAddSingleton<PublicAddress>();
        services.TryAddSingleton<ReturnUrlPolicy>();
        services.TryAddSingleton<ReturnUrls>();
        services.TryAddSingleton<TextProtector>();
        services.TryAddSingleton<CorrelationCookie>();
        services.TryAddSingleton<LogoutStateProtector>();
        services.TryAddSingleton<SignInPrompt>();
        services.TryAddSingleton<PendingSignOutCookie>();
        services.TryAddSingleton<BrowserCookies>();
        services.TryAddSingleton<LogoutChain>();
        services.TryAddSingleton<LogoutReturns>();
        services.TryAddSingleton<CookieSignOut>();
        services.TryAddSingleton<LogoutRequestEvent>();
        services.TryAddSingleton<WebSignOut>();
        services.TryAddSingleton<SessionReissue>();
        services.TryAddSingleton<OtherSessions>();
        services.TryAddSingleton<OktaLogoutPages>();
        services.TryAddSingleton<IOktaLogoutPages>(static provider => provider.GetRequiredService<OktaLogoutPages>());
        services.TryAddSingleton<ChosenPages>();
        services.TryAddSingleton<CrossSiteRequestGuard>();
        services.TryAddSingleton<SignOutConfirmation>();
        services.TryAddSingleton<SiteData>();
        services.TryAddSingleton<SignOutBrowserResponse>();
        services.TryAddSingleton<SignOutResponse>();
        services.AddHttpLoggingInterceptor<HttpLogs>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SignOutEndpoint>(),
            ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SignOutConfirmationEndpoint>(),
            ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SignOutContinueEndpoint>(),
            ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SignedOutCallbackEndpoint>(),
        ]);
    }

    private static void AddStartup(IServiceCollection services)
    {
        services.TryAddSingleton<GuardCheck>();
        services.TryAddSingleton<RegisteredAddresses>();
        services.TryAddSingleton<SharingCheck>();
        services.TryAddSingleton<OptionsAtStart>();
        services.TryAddSingleton<SchemeOptionsCheck>();
        services.TryAddSingleton<UncalledEvents>();
        services.TryAddSingleton<UnusedOptions>();
        services.TryAddSingleton<UnusedClients>();
        services.TryAddSingleton<ClientsOfUniversalLogout>();
        services.TryAddSingleton<UnlimitedCookies>();
        services.TryAddSingleton<EndpointCollisions>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IHostedService, OktaLogoutStartup>(),
            ServiceDescriptor.Singleton<IHostedService, DiscoveryAtStart>(),
        ]);
    }
}
