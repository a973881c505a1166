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
    /// <typeparam name="T">The terminator; scoped unless it is registered already. Adding it twice adds it once.</typeparam>
    /// <returns>The same builder.</returns>
    public OktaLogoutBuilder AddSessionTerminator<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, ISessionTerminator
    {
        Services.TryAddScoped<T>();
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<ISessionTerminator, ScopedSessionTerminator<T>>());
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
}
