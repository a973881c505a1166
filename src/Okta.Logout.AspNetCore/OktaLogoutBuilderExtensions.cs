using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Adds the channels on which others can end sessions of the app.</summary>
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
