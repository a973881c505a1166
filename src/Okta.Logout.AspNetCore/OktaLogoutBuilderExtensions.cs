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
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (!services.Any(service => service.ServiceType == typeof(OktaLogoutSchemes)))
            throw OktaLogoutEndpointRouteBuilderExtensions.NotAdded();
        services.AddOptions<BackChannelLogoutOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BackChannelLogoutOptions>, BackChannelLogoutOptionsValidator>());
        services.TryAddSingleton<TrustedIssuers>();
        services.TryAddSingleton<TokenTermination>();
        services.TryAddSingleton<LogoutTokenValidator>();
        services.TryAddSingleton<LogoutTokenReader>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOktaLogoutEndpoint, BackChannelLogoutEndpoint>());
        return builder;
    }
}
