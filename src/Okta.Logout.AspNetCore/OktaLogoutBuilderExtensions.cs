using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Adds the channels on which others can end sessions of the app, and shares what is known of ended sessions between its nodes.</summary>
public static class OktaLogoutBuilderExtensions
{
    /// <summary>
    /// Lets providers end sessions by a logout token: <c>MapOktaLogout</c> then maps <c>POST /signout/backchannel</c> too, the URI to register as the
    /// client's <c>backchannel_logout_uri</c> (OpenID Connect Back-Channel Logout 1.0, section 2.2).
    /// </summary>
    /// <param name="builder">What <c>AddOktaLogout</c> returned.</param>
    /// <param name="configure">Changes which tokens are obeyed.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The builder is that of <c>AddOktaLogoutCore</c>.</exception>
    /// <remarks>
    /// Okta itself sends no logout tokens; other providers do. With more than one node, share the revocation list and the
    /// <see cref="ITokenReplayCache"/>: a token reaches one node only.
    /// </remarks>
    public static OktaLogoutBuilder AddBackChannelLogout(this OktaLogoutBuilder builder, Action<BackChannelLogoutOptions>? configure = null)
    {
        var services = ServicesOf(builder);
        services.AddOptions<BackChannelLogoutOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BackChannelLogoutOptions>, BackChannelLogoutOptionsValidator>());
        services.TryAddSingleton<TrustedIssuers>();
        services.TryAddSingleton<TokenTermination>();
        services.TryAddSingleton<LogoutTokenValidator>();
        services.TryAddSingleton<LogoutTokenReader>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOktaLogoutEndpoint, BackChannelLogoutEndpoint>());
        return builder;
    }

    /// <summary>
    /// Keeps the revocation list, and the memory of used logout tokens, in the app's <see cref="IDistributedCache"/>, so that a sign-out that one node
    /// receives is obeyed by all. Apps on more than one node need it, and shared Data Protection keys.
    /// </summary>
    /// <param name="builder">The builder that <c>AddOktaLogout</c> returned.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>
    /// <para>Each signed-in request costs one round trip to the cache, of up to four GETs side by side. While the cache is down, requests go on or are
    /// refused as <see cref="OktaLogoutWebOptions.OnRevocationCheckFailure"/> says, the health check reports it, and a sign-out deletes the cookie and
    /// says in its receipt that the list could not be written.</para>
    /// <para>A cache that evicts entries for want of memory forgets sign-outs: give it room, or a policy without eviction.</para>
    /// </remarks>
    public static OktaLogoutBuilder UseDistributedCache(this OktaLogoutBuilder builder, Action<DistributedCacheRevocationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<DistributedCacheRevocationOptions>, DistributedCacheRevocationOptionsValidator>());
        services.Replace(ServiceDescriptor.Singleton<ISessionRevocationStore>(CreateStore));
        services.Replace(ServiceDescriptor.Singleton<ITokenReplayCache>(CreateReplayCache));
        return builder;
    }

    private static DistributedCacheSessionRevocationStore CreateStore(IServiceProvider provider) => new(
        CacheOf(provider), provider.GetRequiredService<IOptions<DistributedCacheRevocationOptions>>(), provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<DistributedCacheSessionRevocationStore>>());

    private static DistributedTokenReplayCache CreateReplayCache(IServiceProvider provider) => new(
        CacheOf(provider), provider.GetRequiredService<IOptions<DistributedCacheRevocationOptions>>(), provider.GetRequiredService<TimeProvider>());

    private static IDistributedCache CacheOf(IServiceProvider provider) => provider.GetService<IDistributedCache>() ?? throw new InvalidOperationException(
        "OL9002: UseDistributedCache needs an IDistributedCache, and none is registered. Add one, such as builder.Services.AddStackExchangeRedisCache(...).");

    /// <summary>
    /// Lets Okta sign a user out of this app on all devices: <c>MapOktaLogout</c> then maps <c>POST /signout/universal</c> too, the endpoint of Universal
    /// Logout (draft-parecki-oauth-global-token-revocation in Okta's profile).
    /// </summary>
    /// <param name="builder">What <c>AddOktaLogout</c> returned.</param>
    /// <param name="endpointUrl">The public URL of that endpoint, exactly as it is registered at Okta: see <see cref="UniversalLogoutOptions.EndpointUrl"/>.</param>
    /// <param name="configure">Changes which requests are obeyed.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="endpointUrl"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The builder is that of <c>AddOktaLogoutCore</c>.</exception>
    /// <remarks>
    /// <para>
    /// Ends every session of the user that began before, and calls each <see cref="ISessionTerminator"/> once for every issuer of the org. Users are found by
    /// what their ID tokens said; register an <see cref="IUniversalLogoutSubjectResolver"/> to find them among the app's own.
    /// </para>
    /// <para>
    /// The draft also wants refresh tokens revoked (section 3.3). Okta revokes its own when it triggers Universal Logout, and an app that keeps them in
    /// cookies has none at hand; an app that keeps tokens on a server deletes them in a terminator.
    /// </para>
    /// <para>With more than one node, share the revocation list and the <see cref="ITokenReplayCache"/>: a request reaches one node only.</para>
    /// </remarks>
    public static OktaLogoutBuilder AddUniversalLogout(
        this OktaLogoutBuilder builder, string endpointUrl, Action<UniversalLogoutOptions>? configure = null)
    {
        var services = ServicesOf(builder);
        ArgumentNullException.ThrowIfNull(endpointUrl);
        services.AddOptions<UniversalLogoutOptions>().Configure(options => options.EndpointUrl = endpointUrl).Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UniversalLogoutOptions>, UniversalLogoutOptionsValidator>());
        services.TryAddSingleton<OktaOrgRules>();
        services.TryAddSingleton<OktaOrgs<UniversalLogoutOptions>>();
        services.TryAddSingleton<TokenTermination>();
        services.TryAddSingleton<UniversalLogoutTokenValidator>();
        services.TryAddSingleton<UniversalLogoutTermination>();
        services.TryAddSingleton<UniversalLogoutCommand>();
        services.TryAddSingleton<IUniversalLogoutSubjectResolver, OrgSubjectResolver>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOktaLogoutEndpoint, UniversalLogoutEndpoint>());
        return builder;
    }

    /// <summary>
    /// Listens to what Okta tells of its users: <c>MapOktaLogout</c> then maps <c>POST /signout/events</c> too, the receiver of a push stream (RFC 8935;
    /// OpenID Shared Signals Framework 1.0; CAEP 1.0).
    /// </summary>
    /// <param name="builder">What <c>AddOktaLogout</c> returned.</param>
    /// <param name="audience">The <c>aud</c> of the stream: see <see cref="SharedSignalsOptions.Audience"/>.</param>
    /// <param name="configure">Changes which signals are accepted, and what follows.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="audience"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The builder is that of <c>AddOktaLogoutCore</c>.</exception>
    /// <remarks>
    /// Okta names users by the org issuer, the app's sessions usually by that of a custom authorization server: all issuers of the org name the same users by
    /// the same <c>sub</c>. With more than one node, share the revocation list and the <see cref="ITokenReplayCache"/>.
    /// </remarks>
    public static OktaLogoutBuilder AddSharedSignals(this OktaLogoutBuilder builder, string audience, Action<SharedSignalsOptions>? configure = null)
    {
        var services = ServicesOf(builder);
        ArgumentNullException.ThrowIfNull(audience);
        services.AddOptions<SharedSignalsOptions>().Configure(options => options.Audience = audience).Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SharedSignalsOptions>, SharedSignalsOptionsValidator>());
        services.TryAddSingleton<OktaOrgRules>();
        services.TryAddSingleton<OktaOrgs<SharedSignalsOptions>>();
        services.TryAddSingleton<TokenTermination>();
        services.TryAddSingleton<SecurityEventValidator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SharedSignalsEndpoint>());
        return builder;
    }

    private static IServiceCollection ServicesOf(OktaLogoutBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Services.Any(service => service.ServiceType == typeof(OktaLogoutSchemes))
            ? builder.Services
            : throw OktaLogoutEndpointRouteBuilderExtensions.NotAdded();
    }
}
