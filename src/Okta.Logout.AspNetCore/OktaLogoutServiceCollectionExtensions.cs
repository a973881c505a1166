using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

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
        var builder = Okta.Logout.OktaLogoutServiceCollectionExtensions.AddServices(services);
        services.AddAuthentication();
        services.AddAntiforgery();
        services.AddRouting();
        services.Configure(configure);
        AddOptions(services);
        AddParts(services);
        return builder;
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IPostConfigureOptions<OktaLogoutOptions>, OktaLogoutOptionsFromScheme>(),
            ServiceDescriptor.Singleton<IPostConfigureOptions<SessionTerminationOptions>, SessionTerminationOptionsFromCookies>(),
            ServiceDescriptor.Singleton<IPostConfigureOptions<CookieAuthenticationOptions>, ConfigureCookieGuard>(),
            ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, ConfigureSessionRecording>(),
            ServiceDescriptor.Singleton<IValidateOptions<OktaLogoutWebOptions>, OktaLogoutWebOptionsValidator>(),
            ServiceDescriptor.Singleton<IHostedService, OktaLogoutStartup>(),
        ]);
    }

    private static void AddParts(IServiceCollection services)
    {
        services.TryAddSingleton<OktaLogoutSchemes>();
        services.TryAddSingleton<RevocationCheck>();
        services.TryAddSingleton<CookieGuard>();
        services.TryAddSingleton<MappedEndpoints>();
        services.TryAddSingleton<SharingCheck>();
        services.TryAddSingleton<PublicAddress>();
        services.TryAddSingleton<ReturnUrlPolicy>();
        services.TryAddSingleton<LogoutStateProtector>();
        services.TryAddSingleton<BrowserSessionReader>();
        services.TryAddSingleton<WebSignOut>();
        services.TryAddSingleton<SessionReissue>();
        services.TryAddSingleton<OtherSessions>();
        services.TryAddSingleton<CrossSiteRequestGuard>();
        services.TryAddSingleton<IOktaLogoutPages, OktaLogoutPages>();
        services.TryAddSingleton<SignOutResponse>();
        services.TryAddSingleton<KnownIssuers>();
        services.TryAddSingleton<FrontChannelRateLimit>();
        services.TryAddSingleton<FrontChannelResponse>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SignOutEndpoint>(),
            ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SignOutConfirmationEndpoint>(),
            ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SignedOutCallbackEndpoint>(),
            ServiceDescriptor.Singleton<IOktaLogoutEndpoint, FrontChannelEndpoint>(),
        ]);
    }
}
