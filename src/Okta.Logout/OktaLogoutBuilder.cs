using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Okta.Logout;

/// <summary>What <c>AddOktaLogout</c> and <c>AddOktaLogoutCore</c> return: adds the parts that an app chooses.</summary>
public sealed class OktaLogoutBuilder
{
    internal OktaLogoutBuilder(IServiceCollection services) => Services = services;

    /// <summary>Gets the services that are configured.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a terminator: it ends what the app itself keeps of a session. Terminators run in the order in which they were added.</summary>
    /// <typeparam name="T">The terminator; scoped unless it is already registered. Calling the method twice adds it once.</typeparam>
    /// <returns>The same builder.</returns>
    public OktaLogoutBuilder AddSessionTerminator<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, ISessionTerminator
    {
        Services.TryAddScoped<T>();
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<ISessionTerminator, ScopedSessionTerminator<T>>());
        return this;
    }

    /// <summary>Adds <see cref="NativeSignOut"/>, for desktop, mobile and console apps. The app registers its <see cref="ITokenStore"/>.</summary>
    /// <param name="configure">Changes how long the browser may take.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>The browser is a <see cref="LoopbackBrowser"/>, unless the app registers an <see cref="ISystemBrowser"/>, before or after.</remarks>
    public OktaLogoutBuilder AddNativeSignOut(Action<NativeSignOutOptions>? configure = null)
    {
        NativeSignOutServices.Add(Services, configure);
        return this;
    }

    /// <summary>Adds <see cref="IOktaUserSessions"/>: the app ends the sessions of users at Okta, by Okta's APIs.</summary>
    /// <param name="configure">Sets how requests get their token: <see cref="OktaUserSessionsOptions.AuthorizeRequest"/>.</param>
    /// <returns>The same builder.</returns>
    public OktaLogoutBuilder AddOktaUserSessions(Action<OktaUserSessionsOptions>? configure = null)
    {
        OktaUserSessionsServices.Add(Services, configure);
        return this;
    }

    /// <summary>Changes how sessions end: how long revocations are remembered, and how long a terminator may take.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    public OktaLogoutBuilder ConfigureTermination(Action<SessionTerminationOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>
    /// Adds the <see cref="BackChannelLogoutHandler"/>, for a host without ASP.NET Core: providers end sessions by a logout token (OpenID Connect Back-Channel
    /// Logout 1.0). In ASP.NET Core, <c>AddBackChannelLogout</c> adds it with its endpoint.
    /// </summary>
    /// <param name="configure">Changes which tokens are accepted.</param>
    /// <returns>The same builder.</returns>
    public OktaLogoutBuilder AddBackChannelLogoutHandler(Action<BackChannelLogoutOptions>? configure = null)
    {
        BackChannelLogoutServices.Add(Services, configure);
        return this;
    }

    /// <summary>
    /// Adds the <see cref="UniversalLogoutHandler"/>, for a host without ASP.NET Core: Okta signs users out on all devices. In ASP.NET Core,
    /// <c>AddUniversalLogout</c> adds it with its endpoint.
    /// </summary>
    /// <param name="endpointUrl">The public URL at which the host receives the requests: see <see cref="UniversalLogoutOptions.EndpointUrl"/>.</param>
    /// <param name="configure">Changes which requests are accepted.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endpointUrl"/> is null.</exception>
    public OktaLogoutBuilder AddUniversalLogoutHandler(string endpointUrl, Action<UniversalLogoutOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpointUrl);
        UniversalLogoutServices.Add(Services, endpointUrl, configure);
        return this;
    }

    /// <summary>
    /// Adds the <see cref="SharedSignalsHandler"/>, for a host without ASP.NET Core: Okta reports what concerns its users. In ASP.NET Core,
    /// <c>AddSharedSignals</c> adds it with its endpoint.
    /// </summary>
    /// <param name="audience">The <c>aud</c> of the stream: see <see cref="SharedSignalsOptions.Audience"/>.</param>
    /// <param name="configure">Changes which signals are accepted, and what they do.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="audience"/> is null.</exception>
    public OktaLogoutBuilder AddSharedSignalsHandler(string audience, Action<SharedSignalsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(audience);
        SharedSignalsServices.Add(Services, audience, configure);
        return this;
    }
}
